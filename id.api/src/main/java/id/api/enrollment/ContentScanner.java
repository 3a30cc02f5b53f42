package id.api.enrollment;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Looks for viruses and the like in documents; what a vendor of a scanner implements. The core calls it for each document
 * of a packet before anything is done with it. Safe for concurrent use. A scanner that cannot say (not reachable, its
 * signatures too old, the content larger than it takes) throws: then the enrollment waits. It never answers
 * {@link ScanResult.Clean} for want of knowing better.
 */
@ConsumerType
public interface ContentScanner {
    /** Service property, {@code String}: {@code clamav}... Required. */
    String KIND = "scanner.kind";

    /**
     * Scans one document.
     *
     * @param mediaType
     *            what the document is said to be; not to be relied on
     * @param content
     *            its bytes, up to 20 MiB; read to the end, closed by the caller
     *
     * @throws IOException
     *             when there is no answer
     */
    ScanResult scan(String mediaType, InputStream content) throws IOException;
}
