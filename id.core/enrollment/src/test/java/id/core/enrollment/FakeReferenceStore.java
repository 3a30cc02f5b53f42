package id.core.enrollment;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore;
import id.api.storage.ReferenceLinkStore;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** References and links in maps. */
final class FakeReferenceStore implements BiometricReferenceStore {
    private final FakeTransactions transactions;
    private Map<EncounterId, StoredEncounter> stored = new LinkedHashMap<>();
    private Set<EncounterId> acknowledged = new HashSet<>();
    private Map<BlindIndex, SealedValue> links = new HashMap<>();
    private long last;

    FakeReferenceStore(FakeTransactions transactions) {
        this.transactions = transactions;
        transactions.join(() -> {
            var savedEncounters = new LinkedHashMap<>(stored);
            var savedAcknowledged = new HashSet<>(acknowledged);
            var savedLinks = new HashMap<>(links);
            return () -> {
                stored = savedEncounters;
                acknowledged = savedAcknowledged;
                links = savedLinks;
            };
        });
    }

    @Override
    public long add(GalleryId gallery, EncounterId encounter, List<Reference> references) {
        return transactions.call("add", () -> stored
                .computeIfAbsent(encounter, id -> new StoredEncounter(++last, id, references)).ordinal());
    }

    @Override
    public void acknowledge(GalleryId gallery, EncounterId encounter) {
        transactions.run("acknowledge", () -> acknowledged.add(encounter));
    }

    @Override
    public boolean hasUnacknowledgedBefore(GalleryId gallery, long ordinal) {
        return transactions.call("hasUnacknowledgedBefore", () -> stored.values().stream()
                .anyMatch(one -> one.ordinal() < ordinal && !acknowledged.contains(one.encounter())));
    }

    @Override
    public Optional<Long> ordinal(GalleryId gallery, EncounterId encounter) {
        return transactions.call("ordinal", () -> Optional.ofNullable(stored.get(encounter)).map(StoredEncounter::ordinal));
    }

    @Override
    public long newestOrdinal(GalleryId gallery) {
        return last;
    }

    @Override
    public boolean remove(GalleryId gallery, EncounterId encounter) {
        return transactions.call("remove", () -> {
            acknowledged.remove(encounter);
            return stored.remove(encounter) != null;
        });
    }

    @Override
    public List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit) {
        return transactions.call("load", () -> stored.values().stream().filter(one -> one.ordinal() > afterOrdinal)
                .sorted((one, other) -> Long.compare(one.ordinal(), other.ordinal())).limit(limit).toList());
    }

    @Override
    public List<Reference> read(GalleryId gallery, EncounterId encounter) {
        return transactions.call("read", () -> stored.containsKey(encounter) ? stored.get(encounter).references() : List.of());
    }

    @Override
    public long count(GalleryId gallery) {
        return transactions.call("count", () -> (long) stored.size());
    }

    /** Whether an encounter is there that no engine was heard to have taken. */
    boolean hasUnacknowledged() {
        return hasUnacknowledgedBefore(References.GALLERY, Long.MAX_VALUE);
    }

    /** The links lie in the same database. */
    ReferenceLinkStore links() {
        return new ReferenceLinkStore() {
            @Override
            public void link(BlindIndex encounter, SealedValue enrollment) {
                transactions.run("link", () -> links.put(encounter, enrollment));
            }

            @Override
            public Optional<SealedValue> find(BlindIndex encounter) {
                return transactions.call("findLink", () -> Optional.ofNullable(links.get(encounter)));
            }

            @Override
            public void unlink(BlindIndex encounter) {
                transactions.run("unlink", () -> links.remove(encounter));
            }
        };
    }
}
