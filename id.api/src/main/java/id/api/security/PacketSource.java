package id.api.security;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** A sealed packet that can be read, wherever it lies: in memory, in a file. Need not be safe for concurrent use. */
@ConsumerType
public interface PacketSource {
    /** How long it is, in bytes. */
    long size();

    /** Reads it from its beginning; as often as asked. The caller closes. */
    InputStream open() throws IOException;
}
