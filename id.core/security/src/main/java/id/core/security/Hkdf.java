package id.core.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Derives a key for one use: HKDF of RFC 5869 with SHA-256, one block. */
final class Hkdf {
    static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /**
     * 256 bits for one use. The extract step is left out, as RFC 5869 section 3.3 allows for a key that is random
     * already.
     */
    static byte[] expand(SecretKey key, String use) {
        return block(key, use.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * 256 bits for one use that take both keys to make, each 256 random bits. HMAC-SHA-256 is a pseudorandom function
     * of either argument while the other is known.
     */
    static byte[] join(SecretKey first, SecretKey second, String use) {
        byte[] label = use.getBytes(StandardCharsets.UTF_8);
        byte[] other = second.getEncoded();
        byte[] info = Arrays.copyOf(label, label.length + other.length);
        System.arraycopy(other, 0, info, label.length, other.length);
        Arrays.fill(other, (byte) 0);
        try {
            return block(first, info);
        } finally {
            Arrays.fill(info, (byte) 0);
        }
    }

    /** 256 bits from secrets that need not be uniform: with the extract step, whose salt is the default of RFC 5869, zeros. */
    static byte[] extractAndExpand(byte[] secrets, byte[] info) {
        byte[] key;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(new byte[mac.getMacLength()], HMAC));
            key = mac.doFinal(secrets);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + HMAC, impossible);
        }
        try {
            return block(new SecretKeySpec(key, HMAC), info);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] block(SecretKey key, byte[] info) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            mac.update(info);
            mac.update((byte) 1);
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + HMAC, impossible);
        }
    }
}
