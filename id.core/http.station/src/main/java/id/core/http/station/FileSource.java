package id.core.http.station;

import id.api.security.PacketSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sealed packet in a file.
 *
 * @param size
 *            in bytes
 */
record FileSource(Path file, long size) implements PacketSource {
    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
