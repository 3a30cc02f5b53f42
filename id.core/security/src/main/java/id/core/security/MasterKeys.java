package id.core.security;

import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.VaultKey;
import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The master keys in the vault, and what they do: {@code master-identity}, then {@code master-identity-2}... for the data
 * keys {@code identity} and {@code identity.index}. The vault is asked each time: another node may have made one.
 */
final class MasterKeys {
    private static final String PREFIX = "master-";
    /** Its versions each wrap one epoch's key, and are destroyed with it. */
    static final String EPOCHS = PREFIX + DataKeys.EPOCH;

    private final KeyVault vault;
    private final RandomSource random;
    private final InstantSource clock;

    MasterKeys(KeyVault vault, RandomSource random, InstantSource clock) {
        this.vault = vault;
        this.random = random;
        this.clock = clock;
    }

    /** One version of a master key. */
    record Master(String series, int version, VaultKey key) {
        String name() {
            return key.name();
        }
    }

    /** The series that wraps the data keys of a purpose. */
    static String series(String purpose) {
        return PREFIX + purpose.split("\\.")[0];
    }

    /** The versions of a series, newest first. */
    List<Master> of(String series) {
        Pattern form = Pattern.compile(Pattern.quote(series) + "(?:-([0-9]{1,6}))?");
        return vault.keys().stream().filter(key -> key.type() == KeyType.AES256_WRAP).flatMap(key -> {
            Matcher name = form.matcher(key.name());
            return name.matches()
                    ? Stream.of(new Master(series, name.group(1) == null ? 1 : Integer.parseInt(name.group(1)), key))
                    : Stream.empty();
        }).sorted(Comparator.comparingInt(Master::version).reversed()).toList();
    }

    /** The name of the newest of a series; made when there is none. */
    String newest(String series) {
        List<Master> there = of(series);
        return there.isEmpty() ? vault.create(series, KeyType.AES256_WRAP).name() : there.getFirst().name();
    }

    /** Makes the version after this one; the same one when another node makes it as well. */
    String next(Master newest) {
        return vault.create(newest.series() + "-" + (newest.version() + 1), KeyType.AES256_WRAP).name();
    }

    void destroy(String name) {
        vault.destroy(name);
    }

    private static String epochMaster(int epoch) {
        return epoch == 1 ? EPOCHS : EPOCHS + "-" + epoch;
    }

    /** A new data key under the newest master key; that of an epoch under a master key of its own. */
    WrappedKey make(String purpose, int version) {
        String series = series(purpose);
        String master = series.equals(EPOCHS) ? vault.create(epochMaster(version), KeyType.AES256_WRAP).name() : newest(series);
        byte[] key = random.bytes(DataKeys.bytes(purpose));
        try {
            return new WrappedKey(purpose, version, master, Bytes.of(vault.wrap(master, key)), clock.instant());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The same data key under another master key. */
    WrappedKey rewrap(WrappedKey wrapped, String master) {
        byte[] key = vault.unwrap(wrapped.masterKey(), wrapped.wrapped().toArray());
        try {
            return new WrappedKey(wrapped.purpose(), wrapped.version(), master, Bytes.of(vault.wrap(master, key)),
                    wrapped.createdAt());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    SecretKey unwrap(WrappedKey wrapped) {
        byte[] key = vault.unwrap(wrapped.masterKey(), wrapped.wrapped().toArray());
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
