package id.core.enrollment;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.PacketSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HexFormat;

/**
 * A copy of a stored packet to read from: a plugin's stream must not outlive the call to it. Holds sealed bytes only, and is
 * gone when closed.
 */
final class PacketFile implements PacketSource, AutoCloseable {
    private final Path file;
    private final long size;

    private final String digest;

    private PacketFile(Path file, long size, String digest) {
        this.file = file;
        this.size = size;
        this.digest = digest;
    }

    static PacketFile copyOf(InputStream content) throws IOException {
        Path file = Files.createTempFile("idem-packet", ".sealed");
        try {
            DigestInputStream digested = new DigestInputStream(content, DigestedSource.sha256());
            long size = Files.copy(digested, file, StandardCopyOption.REPLACE_EXISTING);
            return new PacketFile(file, size, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
        } catch (IOException | RuntimeException broken) {
            Files.deleteIfExists(file);
            throw broken;
        }
    }

    /** SHA-256 of the sealed bytes, 64 hexadecimal digits. */
    String digest() {
        return digest;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "packet",
                    "A sealed packet was left in the folder for temporary files: see its rights", stays);
        }
    }
}
