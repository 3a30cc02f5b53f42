package id.core.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Codes of authenticators (RFC 6238: SHA-1, six digits, 30 seconds), one step of the clock to either side. */
final class Authenticator {
    static final int SECRET_BYTES = 20;

    private static final long STEP_SECONDS = 30;
    private static final int STEPS_ASIDE = 1;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();

    /**
     * The step whose code this is, when it comes after the last one that was taken; always compares all of them.
     *
     * @param secret
     *            hexadecimal digits
     */
    OptionalLong step(String secret, String code, long lastStep, Instant now) {
        byte[] given = (code == null ? "" : code).getBytes(StandardCharsets.UTF_8);
        SecretKeySpec key = new SecretKeySpec(HexFormat.of().parseHex(secret), codes.getAlgorithm());
        long current = now.getEpochSecond() / STEP_SECONDS;
        OptionalLong found = OptionalLong.empty();
        for (long step = current - STEPS_ASIDE; step <= current + STEPS_ASIDE; step++) {
            byte[] right = code(key, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(right, given) && step > lastStep) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private String code(SecretKeySpec key, long step) {
        try {
            return codes.generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_SECONDS));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("A secret of 20 bytes fits", impossible);
        }
    }

    /** What a person scans. */
    static String uri(String issuer, String name, String secret) {
        return "otpauth://totp/" + issuer + ":" + name + "?secret=" + base32(HexFormat.of().parseHex(secret))
                + "&issuer=" + issuer;
    }

    /** RFC 4648, for a multiple of five bytes. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 5) {
            long group = 0;
            for (int j = 0; j < 5; j++) {
                group = group << 8 | bytes[i + j] & 0xff;
            }
            for (int shift = 35; shift >= 0; shift -= 5) {
                text.append(BASE_32.charAt((int) (group >> shift) & 31));
            }
        }
        return text.toString();
    }
}
