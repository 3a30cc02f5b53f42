package id.api.storage;

import java.io.InputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Blobs by key: packets, documents, buffers. Contents reach it sealed. */
@ConsumerType
public interface ObjectStore {
    /** Service property, {@code String}: {@code folder}, {@code s3}... Required. */
    String KIND = "objects.kind";

    /**
     * Stores an object, durable when it returns; an object of that key is replaced as a whole.
     *
     * @param key
     *            1 to 200 lower case letters, digits, hyphens, dots and slashes; no empty or dotted path parts
     * @param content
     *            read to its end; closed by the caller
     *
     * @return SHA-256 of the content, 64 hexadecimal digits
     */
    String put(String key, InputStream content);

    /**
     * Opens an object; the caller closes it. Reading to its end fails with OBJECT_DAMAGED (as the cause of an
     * IOException) when the digest does not fit.
     */
    Optional<InputStream> open(String key);

    /** Removes an object; whether it was there. */
    boolean delete(String key);
}
