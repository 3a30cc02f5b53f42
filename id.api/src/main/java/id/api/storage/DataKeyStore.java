package id.api.storage;

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
