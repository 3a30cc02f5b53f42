package id.api.storage;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Data keys, wrapped by the vault. */
@ConsumerType
public interface DataKeyStore {
    /** DUPLICATE_KEY when purpose and version are there: another node was faster. */
    void create(WrappedKey key);

    List<WrappedKey> list();

    /**
     * Exchanges the wrapping of a key, where it still is what {@code before} says. Whether it did.
     *
     * @param after
     *            of the same purpose and version
     */
    default boolean rewrap(WrappedKey before, WrappedKey after) {
        throw unsupported();
    }

    /** Removes a key for ever, where its wrapping still is what {@code key} says. Whether it did. */
    default boolean remove(WrappedKey key) {
        throw unsupported();
    }

    private static IdentityException unsupported() {
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "dataKeys",
                "This store was made before keys could be rotated: use a newer version of its plugin");
    }

    /**
     * A wrapped data key.
     *
     * @param purpose
     *            what for, 1 to 32 characters
     * @param version
     *            from 1
     * @param masterKey
     *            name of the vault key that wraps it
     * @param wrapped
     *            the wrapped key
     */
    record WrappedKey(String purpose, int version, String masterKey, Bytes wrapped, Instant createdAt) {}
}
