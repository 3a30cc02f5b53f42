package id.api.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * An enrollment packet as it travels, in memory.
 *
 * @param content
 *            the container of docs/decisions/sealed-packet.md, at most 100 MiB
 */
public record SealedPacket(Bytes content) implements PacketSource {
    /** Largest packet in memory, in bytes. */
    public static final int MAX_BYTES = 100 * 1024 * 1024;

    public SealedPacket {
        if (content.size() == 0 || content.size() > MAX_BYTES) {
            throw new IdentityException(GeneralError.TOO_LARGE, "packet",
                    "A sealed packet has 1 to " + MAX_BYTES + " bytes");
        }
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content.toArray());
    }

    @Override
    public String toString() {
        return "SealedPacket[***]";
    }
}
