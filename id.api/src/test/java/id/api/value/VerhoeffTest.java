package id.api.value;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.util.Random;
import org.junit.Test;

public class VerhoeffTest {
    @Test
    public void knownValues() {
        assertEquals('3', Verhoeff.checkDigit("236"));
        assertEquals('1', Verhoeff.checkDigit("12345"));
        assertTrue(Verhoeff.isValid("2363"));
    }

    @Test
    public void findsEverySingleWrongDigitAndEverySwapOfNeighbours() {
        Random random = new Random(1);
        for (int n = 0; n < 500; n++) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < 11; i++) {
                digits.append(random.nextInt(10));
            }
            digits.append(Verhoeff.checkDigit(digits));
            for (int i = 0; i < digits.length(); i++) {
                for (char wrong = '0'; wrong <= '9'; wrong++) {
                    StringBuilder changed = new StringBuilder(digits);
                    changed.setCharAt(i, wrong);
                    assertEquals(wrong == digits.charAt(i), Verhoeff.isValid(changed));
                }
                if (i > 0 && digits.charAt(i) != digits.charAt(i - 1)) {
                    StringBuilder swapped = new StringBuilder(digits);
                    swapped.setCharAt(i, digits.charAt(i - 1));
                    swapped.setCharAt(i - 1, digits.charAt(i));
                    assertFalse(Verhoeff.isValid(swapped));
                }
            }
        }
    }

    @Test
    public void refusesWhatIsNoNumber() {
        assertFalse(Verhoeff.isValid(""));
        assertFalse(Verhoeff.isValid("0"));
        assertFalse(Verhoeff.isValid("12a4"));
        assertThrows(IdentityException.class, () -> new Uin("1234567"));
        assertThrows(IdentityException.class, () -> new Uin("12345678x"));
        assertThrows(IdentityException.class, () -> new Uin(null));
    }
}
