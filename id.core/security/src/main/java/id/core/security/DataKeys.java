package id.core.security;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SealPurpose;
import id.api.security.SecurityError;
import id.api.storage.DataKeyStore;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys, 256 random bits each, wrapped by the master key of their purpose. All are made when the component
 * starts and not at their first use: a key made within a caller's transaction would be gone with it when that is rolled
 * back, and with the key everything sealed meanwhile.
 */
@Component(service = DataKeys.class, immediate = true, configurationPid = VaultChoice.PID)
@Designate(ocd = VaultChoice.class)
public final class DataKeys {
    /** What numbers are permuted under. */
    static final String PERMUTATION = "permutation";

    private static final int KEY_BYTES = 32;
    private static final int FIRST_VERSION = 1;
    private static final int MAX_RACES = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DataKeys.class);

    private final KeyVault vault;
    private final DataKeyStore store;
    private final Transactions transactions;
    private final RandomSource random;
    private final InstantSource clock;
    private final Map<KeyName, SecretKey> keys = new ConcurrentHashMap<>();
    private volatile Map<String, Integer> newest = Map.of();

    @Activate
    public DataKeys(@Reference(name = VaultChoice.REFERENCE, target = VaultChoice.TARGET) KeyVault vault, @Reference DataKeyStore store,
            @Reference Transactions transactions,
            @Reference RandomSource random, @Reference InstantSource clock) {
        this.vault = vault;
        this.store = store;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
        for (int races = 0; !complete(); races++) {
            if (races == MAX_RACES) {
                throw new IdentityException(SecurityError.KEY_MISSING, "dataKeys",
                        "The store says that data keys are there, and does not list them: look at the store");
            }
        }
    }

    /** The store's name for the keys that seal values of a purpose. */
    static String sealing(SealPurpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    /** The store's name for the keys from which index keys of a purpose are derived. */
    static String indexing(SealPurpose purpose) {
        return sealing(purpose) + ".index";
    }

    /** The version that new values are sealed with. */
    int newestVersion(String purpose) {
        Integer version = newest.get(purpose);
        if (version == null) {
            throw missing(purpose, 0);
        }
        return version;
    }

    /** A key; read again from the store when another node has made it since. */
    SecretKey key(String purpose, int version) {
        KeyName name = new KeyName(purpose, version);
        SecretKey key = keys.get(name);
        if (key == null) {
            load();
            key = keys.get(name);
        }
        if (key == null) {
            throw missing(purpose, version);
        }
        return key;
    }

    /** Index and permutation keys have one version for ever: another one would find nothing and repeat numbers. */
    SecretKey lastingKey(String purpose) {
        return key(purpose, FIRST_VERSION);
    }

    /** Loads all keys and makes the missing ones; false when another node made some at the same time. */
    private boolean complete() {
        load();
        List<String> missing = purposes().stream().filter(p -> !newest.containsKey(p)).toList();
        if (missing.isEmpty()) {
            return true;
        }
        List<WrappedKey> fresh = missing.stream().map(this::make).toList();
        try {
            transactions.required(() -> fresh.forEach(store::create));
        } catch (IdentityException refused) {
            if (refused.code() != StorageError.DUPLICATE_KEY) {
                throw refused;
            }
            LOG.info("Another node made data keys at the same time; taking those");
            return false;
        }
        LOG.info("Made data keys for {}", missing);
        return false;
    }

    private synchronized void load() {
        List<WrappedKey> stored = store.list();
        for (WrappedKey wrapped : stored) {
            keys.computeIfAbsent(new KeyName(wrapped.purpose(), wrapped.version()), name -> unwrap(wrapped));
        }
        newest = stored.stream().collect(Collectors.toMap(WrappedKey::purpose, WrappedKey::version, Math::max));
    }

    private WrappedKey make(String purpose) {
        String master = "master-" + purpose.split("\\.")[0];
        vault.create(master, KeyType.AES256_WRAP);
        byte[] key = random.bytes(KEY_BYTES);
        try {
            return new WrappedKey(purpose, FIRST_VERSION, master, Bytes.of(vault.wrap(master, key)), clock.instant());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private SecretKey unwrap(WrappedKey wrapped) {
        byte[] key = vault.unwrap(wrapped.masterKey(), wrapped.wrapped().toArray());
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static List<String> purposes() {
        List<String> purposes = new ArrayList<>();
        for (SealPurpose purpose : SealPurpose.values()) {
            purposes.add(sealing(purpose));
            purposes.add(indexing(purpose));
        }
        purposes.add(PERMUTATION);
        return purposes;
    }

    private static IdentityException missing(String purpose, int version) {
        return new IdentityException(SecurityError.KEY_MISSING, purpose, "The store has no data key " + purpose
                + " of version " + version + ": see that all of it was restored");
    }

    private record KeyName(String purpose, int version) {}
}
