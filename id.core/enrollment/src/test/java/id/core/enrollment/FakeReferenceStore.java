package id.core.enrollment;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore;
import id.api.storage.ReferenceLinkStore;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Instant;
import java.util.Comparator;
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
    private Map<EncounterId, Instant> settled = new HashMap<>();
    private long last;
    private long forgotten;

    FakeReferenceStore(FakeTransactions transactions) {
        this.transactions = transactions;
        transactions.join(() -> {
            var savedEncounters = new LinkedHashMap<>(stored);
            var savedAcknowledged = new HashSet<>(acknowledged);
            var savedLinks = new HashMap<>(links);
            var savedSettled = new HashMap<>(settled);
            long savedForgotten = forgotten;
            return () -> {
                stored = savedEncounters;
                acknowledged = savedAcknowledged;
                links = savedLinks;
                settled = savedSettled;
                forgotten = savedForgotten;
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
                .anyMatch(one -> one.ordinal() != 0 && one.ordinal() < ordinal && !acknowledged.contains(one.encounter())));
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
            settled.remove(encounter);
            return stored.remove(encounter) != null;
        });
    }

    @Override
    public List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit) {
        return transactions.call("load", () -> stored.values().stream().filter(one -> one.ordinal() > Math.max(0, afterOrdinal))
                .sorted((one, other) -> Long.compare(one.ordinal(), other.ordinal())).limit(limit).toList());
    }

    @Override
    public List<Reference> read(GalleryId gallery, EncounterId encounter) {
        return transactions.call("read", () -> stored.containsKey(encounter) ? stored.get(encounter).references() : List.of());
    }

    @Override
    public List<StoredEncounter> loadPlaceless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        String behind = after.map(EncounterId::value).orElse("");
        return transactions.call("loadPlaceless",
                () -> stored.values().stream().filter(one -> one.ordinal() == 0 && one.encounter().value().compareTo(behind) > 0)
                        .sorted(Comparator.comparing(one -> one.encounter().value())).limit(limit).toList());
    }

    @Override
    public void settle(GalleryId gallery, EncounterId encounter, Instant at) {
        transactions.run("settle", () -> {
            if (stored.containsKey(encounter) && stored.get(encounter).ordinal() != 0) {
                settled.put(encounter, at);
            }
        });
    }

    @Override
    public List<EncounterId> settledBefore(GalleryId gallery, Instant moment, int limit) {
        return transactions.call("settledBefore",
                () -> settled.keySet().stream().filter(id -> settled.get(id).isBefore(moment) && acknowledged.contains(id)).limit(limit)
                        .toList());
    }

    @Override
    public List<EncounterId> placeless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        return loadPlaceless(gallery, after, limit).stream().map(StoredEncounter::encounter).toList();
    }

    @Override
    public void forgetPlaces(GalleryId gallery, List<EncounterId> order) {
        transactions.run("forgetPlaces", () -> {
            for (EncounterId id : order) {
                StoredEncounter one = stored.get(id);
                if (one != null && (one.ordinal() == 0 || settled.containsKey(id) && acknowledged.contains(id))) {
                    stored.remove(id);
                    stored.put(id, new StoredEncounter(0, id, one.references()));
                    settled.remove(id);
                    forgotten = Math.max(forgotten, one.ordinal());
                }
            }
        });
    }

    @Override
    public long forgottenUpTo(GalleryId gallery) {
        return forgotten;
    }

    /** The ids in the order in which they lie. */
    List<EncounterId> inFile() {
        return List.copyOf(stored.keySet());
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
