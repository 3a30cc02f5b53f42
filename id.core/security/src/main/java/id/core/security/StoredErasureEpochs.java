package id.core.security;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.security.ErasureEpoch;
import id.api.security.ErasureEpochs;
import id.api.security.SealedPlace;
import id.api.security.SecurityError;
import id.api.storage.CounterStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.SealedValueStore;
import id.api.storage.SealedValueStore.Progress;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins erasure epochs and destroys their keys. The key of an epoch goes in two steps: its row in the store, then its
 * master key in the vault; a kill between the two leaves a master key that wraps nothing, which is destroyed at the next
 * look. Deleting the row alone would not do: backups of the store have it.
 */
@Component(service = { ErasureEpochs.class, StoredErasureEpochs.class })
public final class StoredErasureEpochs implements ErasureEpochs {
    private static final String PENDING = "erasure/pending";
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Logger LOG = LoggerFactory.getLogger(StoredErasureEpochs.class);

    private final DataKeys keys;
    private final Resealer resealer;
    private final SealedValueStore values;
    private final CounterStore counters;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final KeySettings settings;
    private final Set<String> leftToOthers = ConcurrentHashMap.newKeySet();

    @Activate
    public StoredErasureEpochs(@Reference DataKeys keys, @Reference Resealer resealer, @Reference SealedValueStore values,
            @Reference CounterStore counters, @Reference AuditTrail audit, @Reference InstantSource clock,
            @Reference KeySettings settings) {
        this.keys = keys;
        this.resealer = resealer;
        this.values = values;
        this.counters = counters;
        this.audit = audit;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public void deleted() {
        Instant now = clock.instant();
        counters.increment(PENDING, now, now.plus(FOR_EVER));
    }

    @Override
    public List<ErasureEpoch> list() {
        KeyCatalog catalog = keys.read();
        int newest = catalog.newestVersion(DataKeys.EPOCH);
        return catalog.versions(DataKeys.EPOCH).stream().map(epoch -> new ErasureEpoch(epoch, key(catalog, epoch).createdAt(),
                epoch == newest, epoch == newest ? Optional.empty() : destroyAfter(epoch))).toList();
    }

    /** Does what is due. */
    void keep() {
        begin();
        KeyCatalog catalog = keys.read();
        int newest = catalog.newestVersion(DataKeys.EPOCH);
        for (int epoch : catalog.versions(DataKeys.EPOCH)) {
            if (epoch < newest && destroyAfter(epoch).filter(then -> !clock.instant().isBefore(then)).isPresent()
                    && isEmpty(catalog, epoch)) {
                keys.remove(key(catalog, epoch), () -> note("erasure.key-destroyed", epoch, "STARTED"));
            }
        }
        destroyMasters(keys.read());
    }

    /** A new epoch, when something was deleted and the present one is old enough. */
    private void begin() {
        KeyCatalog catalog = keys.read();
        Instant since = key(catalog, catalog.newestVersion(DataKeys.EPOCH)).createdAt();
        Instant now = clock.instant();
        if (now.isBefore(since.plus(settings.now().epoch())) || counters.count(PENDING, now) == 0) {
            return;
        }
        // What is deleted while this goes on is gone before the moving begins, which waits until all nodes know the key.
        keys.rotate(DataKeys.EPOCH, made -> {
            counters.clear(PENDING);
            note("erasure.epoch-begun", made.version(), "DONE");
        });
        LOG.info("Erasure epoch {} began", keys.read().newestVersion(DataKeys.EPOCH));
    }

    /** From when on no backup is kept any more that needs an epoch; empty while values are moved out of it. */
    private Optional<Instant> destroyAfter(int epoch) {
        List<Progress> progress = resealer.progress();
        Instant last = Instant.EPOCH;
        for (SealedPlace place : places()) {
            Optional<Progress> done = progress.stream().filter(each -> each.place() == place && each.finished()
                    && AesFieldCipher.epochIn(each.version()) > epoch).findFirst();
            if (done.isEmpty()) {
                return Optional.empty();
            }
            last = done.get().movedAt().isAfter(last) ? done.get().movedAt() : last;
        }
        KeySettings.Values now = settings.now();
        // Who read a value before it was moved may still put it back unchanged.
        return Optional.of(last.plus(now.backupsKept().compareTo(now.revokeAfter()) > 0 ? now.backupsKept() : now.revokeAfter()));
    }

    /** Counted, not believed. */
    private boolean isEmpty(KeyCatalog catalog, int epoch) {
        for (SealedPlace place : places()) {
            long left = catalog.versions(DataKeys.sealing(place.purpose())).stream()
                    .mapToLong(version -> values.count(place, AesFieldCipher.head(version, epoch))).sum();
            if (left > 0) {
                LOG.warn("{} values of {} are still under erasure epoch {}, whose key stays: they are looked at once more", left,
                        place, epoch);
                resealer.again(place);
                return false;
            }
        }
        return true;
    }

    private void destroyMasters(KeyCatalog catalog) {
        int newest = catalog.newestVersion(DataKeys.EPOCH);
        List<Integer> there = catalog.versions(DataKeys.EPOCH);
        for (MasterKeys.Master master : keys.masters().of(MasterKeys.EPOCHS)) {
            if (master.version() >= newest || there.contains(master.version()) || leftToOthers.contains(master.name())) {
                continue;
            }
            try {
                keys.masters().destroy(master.name());
                note("erasure.key-destroyed", master.version(), "DONE");
                LOG.info("The key of erasure epoch {} is destroyed: what was deleted before it ended is in no backup any more",
                        master.version());
            } catch (IdentityException refused) {
                if (refused.code() != SecurityError.KEY_REMOVAL_UNSUPPORTED) {
                    throw refused;
                }
                leftToOthers.add(master.name());
                note("erasure.key-destroyed", master.version(), "LEFT_TO_VAULT");
                LOG.warn("Destroy {} with the tools of the vault: until then backups of its time are readable", master.name());
            }
        }
    }

    private static List<SealedPlace> places() {
        return Arrays.stream(SealedPlace.values()).filter(place -> DataKeys.hasEpochs(place.purpose())).toList();
    }

    private static WrappedKey key(KeyCatalog catalog, int epoch) {
        KeyCatalog.Name name = new KeyCatalog.Name(DataKeys.EPOCH, epoch);
        return catalog.find(name).orElseThrow(() -> KeyCatalog.missing(name));
    }

    private void note(String event, int epoch, String outcome) {
        audit.record(new AuditEntry(event, ClientId.SYSTEM, DataKeys.EPOCH + "-" + epoch, outcome,
                Map.of("epoch", Integer.toString(epoch))));
    }
}
