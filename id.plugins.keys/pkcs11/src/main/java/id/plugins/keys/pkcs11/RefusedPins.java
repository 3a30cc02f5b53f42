package id.plugins.keys.pkcs11;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers, as long as the process lives, which PIN a token refused. Tokens lock themselves after a few wrong PINs, and
 * each component that wants the vault, and each call while the token is gone, would try again. Safe for concurrent use.
 */
final class RefusedPins {
    private static final byte[] SALT = salt();
    private static final Map<String, byte[]> DIGESTS = new ConcurrentHashMap<>();

    private RefusedPins() {}

    private static byte[] salt() {
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    static boolean contains(String token, char[] pin) {
        byte[] digest = DIGESTS.get(token);
        return digest != null && MessageDigest.isEqual(digest, digest(pin));
    }

    static void add(String token, char[] pin) {
        DIGESTS.put(token, digest(pin));
    }

    private static byte[] digest(char[] pin) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            digest.update(bytes.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }
}
