package id.core.http.station;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The checksum extension of tus: what the bytes of one request are to be. */
final class Checksum {
    /** The names of tus and those of Java. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha1", "SHA-1");
    static final String NAMES = "sha256,sha1";

    private final MessageDigest digest;
    private final byte[] wanted;

    private Checksum(MessageDigest digest, byte[] wanted) {
        this.digest = digest;
        this.wanted = wanted;
    }

    /**
     * Reads the header {@code Upload-Checksum}; empty when there is none.
     *
     * @throws IdentityException
     *             INVALID_VALUE when it is none of the algorithms
     */
    static Optional<Checksum> of(String header) {
        if (header == null) {
            return Optional.empty();
        }
        String[] parts = header.strip().split(" ", 2);
        String algorithm = ALGORITHMS.get(parts[0]);
        try {
            if (algorithm == null || parts.length < 2) {
                throw wrong();
            }
            return Optional.of(new Checksum(MessageDigest.getInstance(algorithm), Base64.getDecoder().decode(parts[1])));
        } catch (IllegalArgumentException noBase64) {
            throw wrong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has " + algorithm, impossible);
        }
    }

    private static IdentityException wrong() {
        return new IdentityException(GeneralError.INVALID_VALUE, "Upload-Checksum",
                "Send one of " + NAMES + ", a space, and the checksum in base64");
    }

    void update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    boolean holds() {
        return MessageDigest.isEqual(digest.digest(), wanted);
    }
}
