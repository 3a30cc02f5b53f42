package id.core.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import id.api.value.Secret;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator as a person has it: takes what is scanned, and shows codes. */
final class TestAuthenticator {
    private final byte[] secret;

    TestAuthenticator(Secret uri) {
        String base32 = new String(uri.reveal()).replaceAll(".*secret=([A-Z2-7]{32})&issuer=Idem", "$1");
        BigInteger number = BigInteger.ZERO;
        for (char character : base32.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character)));
        }
        this.secret = HexFormat.of().parseHex("%040x".formatted(number));
    }

    String code(Instant at) {
        try {
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(new SecretKeySpec(secret, "HmacSHA1"), at);
        } catch (InvalidKeyException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
