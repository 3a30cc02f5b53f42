package id.core.security;

import id.api.error.IdentityException;
import id.api.security.KeyVault;
import id.api.security.SealPurpose;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys, 256 random bits each, wrapped by the master key of their purpose. The first of each are made when the
 * component starts and not at their first use: a key made within a caller's transaction would be gone with it when that is
 * rolled back, and with the key everything sealed meanwhile.
 */
@Component(service = DataKeys.class, immediate = true, configurationPid = VaultChoice.PID)
@Designate(ocd = VaultChoice.class)
public final class DataKeys {
    /** What numbers are permuted under. */
    static final String PERMUTATION = "permutation";

    /** The second key of all indexes and permutations, and of what is sealed in the object store. */
    static final String PEPPER = "pepper";
    /** The second key of what is sealed in the database: one version for each erasure epoch. */
    static final String EPOCH = "erasure";

    /** Seeds of the ML-KEM pairs that packets are sealed to; made only where that is switched on. */
    static final String KEM = "packet.kem";
    /** Seeds of the ML-DSA pairs that sign the audit trail beside the vault's key; made only where that is switched on. */
    static final String DSA = "audit.dsa";

    private static final String INDEX = ".index";
    private static final int KEY_BYTES = 32;
    private static final int FIRST_VERSION = 1;
    /** A sealed value has two bytes for it, and both versions are counted as one number. */
    private static final int LAST_VERSION = 32_767;
    private static final int MAX_RACES = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);

    private final MasterKeys masters;
    private final DataKeyStore store;
    private final Transactions transactions;
    private final InstantSource clock;
    private final KeySettings settings;
    private final KeyCache cache;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeyCatalog catalog;

    @Activate
    public DataKeys(@Reference(name = VaultChoice.REFERENCE, target = VaultChoice.TARGET) KeyVault vault, @Reference DataKeyStore store,
            @Reference Transactions transactions, @Reference RandomSource random, @Reference InstantSource clock,
            @Reference KeySettings settings) {
        this.masters = new MasterKeys(vault, random, clock);
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
        this.cache = new KeyCache(() -> settings.now().cache(), clock);
        complete(purposes());
        // A vault that does not belong to the store is found out now, and not by the first person who comes.
        catalog.names().forEach(name -> cache.get(name, this::unwrapped));
    }

    /** The store's name for the keys that seal values of a purpose. */
    static String sealing(SealPurpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    /** The store's name for the keys from which index keys of a purpose are derived. */
    static String indexing(SealPurpose purpose) {
        return sealing(purpose) + INDEX;
    }

    /** Whether keys of that name in the store have one version for ever. */
    static boolean isLasting(String purpose) {
        return purpose.equals(PERMUTATION) || purpose.equals(PEPPER) || purpose.endsWith(INDEX);
    }

    /** Whether values of a purpose are moved from epoch to epoch: an object store lists nothing, so what lies there is not. */
    static boolean hasEpochs(SealPurpose purpose) {
        return purpose != SealPurpose.PACKET;
    }

    /** How many bytes keys of that name in the store have. */
    static int bytes(String purpose) {
        return switch (purpose) {
            case KEM -> MlKem.SEED_BYTES;
            case DSA -> MlDsa.SEED_BYTES;
            default -> KEY_BYTES;
        };
    }

    MasterKeys masters() {
        return masters;
    }

    /**
     * The version that new values are sealed with. Who has not looked at the store for long looks now: another node may
     * have made the next one long ago, and may take this one out of use.
     */
    int newestVersion(String purpose) {
        KeyCatalog known = catalog;
        Duration age = Duration.between(known.readAt(), clock.instant());
        if (age.isNegative() || age.compareTo(settings.now().staleAfter()) > 0) {
            known = readSince(known);
        }
        return known.newestVersion(purpose);
    }

    /** Whether there is a key of a purpose, as far as is known here. */
    boolean has(String purpose) {
        return catalog.has(purpose);
    }

    /**
     * Makes the first version of a key that not every system has, where it is not there. Not within a caller's transaction:
     * when that is rolled back the key would be gone, and with it everything sealed meanwhile.
     */
    void provide(String purpose) {
        if (!has(purpose)) {
            complete(List.of(purpose));
        }
    }

    /** A key; read again from the store when another node has made it since. */
    SecretKey key(String purpose, int version) {
        return cache.get(new KeyCatalog.Name(purpose, version), this::unwrapped);
    }

    /**
     * Index and permutation keys have one version for ever: another one would find nothing and repeat numbers. The same
     * object for as long as the key stays in memory.
     */
    SecretKey lastingKey(String purpose) {
        return key(purpose, FIRST_VERSION);
    }

    /** What the store has now. */
    KeyCatalog read() {
        reading.lock();
        try {
            Instant before = clock.instant();
            catalog = new KeyCatalog(store.list(), before);
            cache.keepOnly(catalog.names());
            return catalog;
        } finally {
            reading.unlock();
        }
    }

    /** Takes over what other nodes did, and has the vault renew what is in memory. */
    void refresh() {
        read();
        cache.renew(this::unwrapped);
    }

    /**
     * Makes the next version of a key, which seals from now on.
     *
     * @param made
     *            told in the same transaction; not at all when another node made that version
     *
     * @return the newest version
     */
    WrappedKey rotate(String purpose, Consumer<WrappedKey> made) {
        int next = read().newestVersion(purpose) + 1;
        if (next > LAST_VERSION) {
            throw new IdentityException(SecurityError.KEY_NOT_ROTATABLE, "series",
                    "This key has had " + LAST_VERSION + " versions, more than a sealed value can name");
        }
        WrappedKey fresh = masters.make(purpose, next);
        unlessFaster(() -> {
            store.create(fresh);
            made.accept(fresh);
        });
        KeyCatalog now = read();
        return now.find(new KeyCatalog.Name(purpose, now.newestVersion(purpose))).orElseThrow();
    }

    /**
     * Wraps all data keys of a master key's series under its newest version, in one transaction; may be done again and
     * again.
     *
     * @return how many were wrapped anew
     */
    int rewrapAll(String series) {
        if (series.equals(MasterKeys.EPOCHS)) {
            // Each epoch has a master key of its own, so that destroying it destroys the epoch in every backup.
            return 0;
        }
        for (int races = 0; races < MAX_RACES; races++) {
            String newest = masters.newest(series);
            List<WrappedKey> old = read().all().stream()
                    .filter(key -> MasterKeys.series(key.purpose()).equals(series) && !key.masterKey().equals(newest))
                    .toList();
            // Before the transaction: hardware takes its time.
            List<WrappedKey> fresh = old.stream().map(key -> masters.rewrap(key, newest)).toList();
            if (exchanged(old, fresh)) {
                read();
                return old.size();
            }
        }
        throw new IdentityException(SecurityError.KEY_IN_USE, "series",
                "Other nodes keep changing the data keys of " + series + ": try again");
    }

    /** Removes a version that nothing is sealed under; {@code removed} is told in the same transaction. */
    void remove(WrappedKey key, Runnable removed) {
        transactions.required(() -> {
            if (!store.remove(key)) {
                throw new IdentityException(SecurityError.KEY_IN_USE, "key",
                        "The key was changed at the same time, by another node: try again");
            }
            removed.run();
        });
        read();
    }

    private boolean exchanged(List<WrappedKey> old, List<WrappedKey> fresh) {
        try {
            transactions.required(() -> {
                for (int i = 0; i < old.size(); i++) {
                    if (!store.rewrap(old.get(i), fresh.get(i))) {
                        throw new IdentityException(StorageError.STALE_RECORD, "dataKeys", "Changed meanwhile");
                    }
                }
            });
            return true;
        } catch (IdentityException changed) {
            if (changed.code() != StorageError.STALE_RECORD) {
                throw changed;
            }
            return false;
        }
    }

    /** Reads unless another thread did since. */
    private KeyCatalog readSince(KeyCatalog known) {
        reading.lock();
        try {
            return catalog == known ? read() : catalog;
        } finally {
            reading.unlock();
        }
    }

    private void complete(List<String> purposes) {
        for (int races = 0; !isComplete(purposes); races++) {
            if (races == MAX_RACES) {
                throw new IdentityException(SecurityError.KEY_MISSING, "dataKeys",
                        "The store says that data keys are there, and does not list them: look at the store");
            }
        }
    }

    /** Reads all keys and makes the missing ones; false when it was not complete. */
    private boolean isComplete(List<String> purposes) {
        KeyCatalog there = read();
        List<String> missing = purposes.stream().filter(purpose -> !there.has(purpose)).toList();
        if (missing.isEmpty()) {
            return true;
        }
        List<WrappedKey> fresh = missing.stream().map(purpose -> masters.make(purpose, FIRST_VERSION)).toList();
        if (unlessFaster(() -> fresh.forEach(store::create))) {
            LOG.info("Made data keys for {}", missing);
        }
        return false;
    }

    /** Whether it was done; false when another node did it. */
    private boolean unlessFaster(Runnable work) {
        try {
            transactions.required(work);
            return true;
        } catch (IdentityException refused) {
            if (refused.code() != StorageError.DUPLICATE_KEY) {
                throw refused;
            }
            LOG.info("Another node made data keys at the same time; taking those");
            return false;
        }
    }

    private SecretKey unwrapped(KeyCatalog.Name name) {
        WrappedKey known = catalog.find(name).or(() -> read().find(name)).orElseThrow(() -> KeyCatalog.missing(name));
        try {
            return masters.unwrap(known);
        } catch (IdentityException refused) {
            // Another node may have wrapped it anew, and revoked the master key that is known here.
            WrappedKey now = read().find(name).orElseThrow(() -> KeyCatalog.missing(name));
            if (refused.code() != SecurityError.KEY_MISSING || now.equals(known)) {
                throw refused;
            }
            return masters.unwrap(now);
        }
    }

    private static List<String> purposes() {
        List<String> purposes = new ArrayList<>();
        for (SealPurpose purpose : SealPurpose.values()) {
            purposes.add(sealing(purpose));
            purposes.add(indexing(purpose));
        }
        purposes.add(PERMUTATION);
        purposes.add(PEPPER);
        purposes.add(EPOCH);
        return purposes;
    }
}
