package id.distributions.embedded.it;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a person has on the telephone (RFC 6238: SHA-1, six digits, 30 seconds); shares no code with the server. */
final class AuthenticatorApp {
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] secret;
    private long shown;
    private long lastTaken;

    /** @param uri
     *            as it is scanned */
    AuthenticatorApp(String uri) {
        String text = uri.replaceAll(".*[?&]secret=([A-Z2-7]+).*", "$1");
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        long buffer = 0;
        int bits = 0;
        for (char character : text.toCharArray()) {
            buffer = buffer << 5 | BASE_32.indexOf(character);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        secret = bytes.array();
    }

    /** A code that was not taken yet, within the one step that the server's clock may be off; waits for one if need be. */
    String shown() throws Exception {
        while (lastTaken >= now() + 1) {
            Thread.sleep(500);
        }
        shown = Math.max(lastTaken + 1, now() - 1);
        return code(shown);
    }

    /** The code that was shown last let its person in: it does so once. */
    void taken() {
        lastTaken = shown;
    }

    private static long now() {
        return Instant.now().getEpochSecond() / 30;
    }

    private String code(long step) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fff_ffff;
        return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    }
}
