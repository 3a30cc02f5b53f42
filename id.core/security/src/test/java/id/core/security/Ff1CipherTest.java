package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.Test;

public class Ff1CipherTest {
    private static final String AES_128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private static final String AES_192 = AES_128 + "EF4359D8D580AA4F";
    private static final String AES_256 = AES_192 + "7F036D6F04FC6A94";
    private static final String TWEAK = "39383736353433323130";

    private final MemoryVault vault = new MemoryVault();
    private final MemoryDataKeyStore store = new MemoryDataKeyStore();
    private final Ff1Cipher cipher = cipher();

    /** NIST, "FF1samples" to SP 800-38G, samples 1, 2, 4, 5, 7 and 8. */
    @Test
    public void agreesWithTheSamplesOfNist() {
        assertSample(AES_128, "", "2433477484");
        assertSample(AES_128, TWEAK, "6124200773");
        assertSample(AES_192, "", "2830668132");
        assertSample(AES_192, TWEAK, "2496655549");
        assertSample(AES_256, "", "6657667009");
        assertSample(AES_256, TWEAK, "1001623463");
    }

    @Test
    public void isABijectionThatLasts() {
        Ff1Cipher again = cipher();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String digits = String.format("%06d", i * 50);
            String permuted = cipher.encrypt("uin", digits);
            assertEquals(6, permuted.length());
            seen.add(permuted);
            assertEquals(digits, again.decrypt("uin", permuted));
        }
        assertEquals(20_000, seen.size());
    }

    @Test
    public void keepsDomainsApart() {
        assertNotEquals(cipher.encrypt("uin", "0000000001"), cipher.encrypt("card", "0000000001"));
    }

    @Test
    public void takesEveryLength() {
        for (int length = 6; length <= 36; length++) {
            String digits = "9".repeat(length);
            assertEquals(digits, cipher.decrypt("uin", cipher.encrypt("uin", digits)));
        }
    }

    @Test
    public void refusesWhatIsNoNumberOrTooShort() {
        for (String wrong : new String[]{ "", "12345", "1".repeat(37), "12345a", "12345\u0661", " 123456", "-12345" }) {
            IdentityException refused = assertThrows(IdentityException.class, () -> cipher.encrypt("uin", wrong));
            assertEquals(GeneralError.INVALID_VALUE, refused.code());
            assertEquals("digits", refused.field());
        }
        assertEquals("domain",
                assertThrows(IdentityException.class, () -> cipher.encrypt("", "123456")).field());
    }

    private static void assertSample(String key, String tweak, String expected) {
        var domain = new Ff1Cipher.Domain(HexFormat.of().parseHex(key), HexFormat.of().parseHex(tweak));
        assertEquals(expected, domain.encrypt("0123456789"));
        assertEquals("0123456789", domain.decrypt(expected));
    }

    private Ff1Cipher cipher() {
        return new Ff1Cipher(
                new DataKeys(vault, store, store, new SystemRandom(), InstantSource.fixed(Instant.EPOCH), TestKeys.settings()));
    }
}
