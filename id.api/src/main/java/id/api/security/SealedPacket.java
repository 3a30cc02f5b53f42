package id.api.security;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;

/**
 * An enrollment packet as it travels.
 *
 * @param content
 *            JWE compact serialization in ASCII, at most 100 MiB
 */
public record SealedPacket(Bytes content) {
    /** Largest packet, in bytes. */
    public static final int MAX_BYTES = 100 * 1024 * 1024;

    public SealedPacket {
        if (content.size() == 0 || content.size() > MAX_BYTES) {
            throw new IdentityException(GeneralError.TOO_LARGE, "packet",
                    "A sealed packet has 1 to " + MAX_BYTES + " bytes");
        }
    }

    @Override
    public String toString() {
        return "SealedPacket[***]";
    }
}
