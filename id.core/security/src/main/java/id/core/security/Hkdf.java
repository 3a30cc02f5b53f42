package id.core.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Derives a key for one use from a key of many: HKDF-Expand of RFC 5869 with SHA-256, one block. */
final class Hkdf {
    static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /**
     * 256 bits for one use. The extract step is left out, as RFC 5869 section 3.3 allows for a key that is random
     * already.
     */
    static byte[] expand(SecretKey key, String use) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            mac.update(use.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + HMAC, impossible);
        }
    }
}
