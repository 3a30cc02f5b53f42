package id.plugins.keys.pkcs12.ceremony;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.plugins.keys.pkcs12.ceremony.CeremonyFault.Code;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class CeremonyTest {
    private static final byte[] SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate DAY = LocalDate.parse("2026-11-26");
    private static final int PEOPLE = 5;
    private static final int THRESHOLD = 3;

    private final List<Share> shares = split();

    private static List<Share> split() {
        return Ceremony.split(SECRET, THRESHOLD, PEOPLE, DAY, new SecureRandom());
    }

    /** Shares by the bits of a number, named by their letters: a is share 1. */
    private Map<String, Share> chosen(int bits) {
        Map<String, Share> chosen = new LinkedHashMap<>();
        for (int i = 0; i < PEOPLE; i++) {
            if ((bits >> i & 1) == 1) {
                chosen.put(String.valueOf((char) ('a' + i)), shares.get(i));
            }
        }
        return chosen;
    }

    private static CeremonyFault refused(Code code, Map<String, Share> given) {
        CeremonyFault fault = assertThrows(CeremonyFault.class, () -> Ceremony.combine(given));
        assertEquals(fault.getMessage(), code, fault.code());
        return fault;
    }

    @Test
    public void anyThreeOpenAndAnyTwoDoNot() throws CeremonyFault {
        for (int bits = 1; bits < 1 << PEOPLE; bits++) {
            Map<String, Share> some = chosen(bits);
            if (some.size() >= THRESHOLD) {
                assertArrayEquals(SECRET, Ceremony.combine(some));
            } else {
                String message = refused(Code.SHARES_TOO_FEW, some).getMessage();
                assertTrue(message, message.contains(String.join(", ", some.keySet()) + ". Bring " + (THRESHOLD - some.size())));
                assertFalse(Ceremony.check(some).isEnough());
            }
        }
    }

    /** Not because it is forbidden: two shares that claim to be enough give another secret. */
    @Test
    public void twoSharesDoNotHoldTheSecret() {
        for (int bits = 1; bits < 1 << PEOPLE; bits++) {
            if (Integer.bitCount(bits) == THRESHOLD - 1) {
                Map<String, Share> forced = new LinkedHashMap<>();
                chosen(bits).forEach((name, share) -> forced.put(name, new Share(share.ceremony(), share.index(), THRESHOLD - 1, PEOPLE,
                        DAY, share.opens(), share.part())));
                refused(Code.SHARE_WRONG, forced);
            }
        }
    }

    @Test
    public void eachSplitIsAnother() {
        List<Share> again = split();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < PEOPLE; i++) {
            seen.add(again.get(i).text().lines().filter(line -> line.startsWith("secret")).findFirst().orElseThrow());
            seen.add(shares.get(i).text().lines().filter(line -> line.startsWith("secret")).findFirst().orElseThrow());
        }
        assertEquals(2 * PEOPLE, seen.size());
        assertFalse(again.getFirst().opens().equals(shares.getFirst().opens()));
    }

    @Test
    public void aShareOfAnotherCeremonyIsNamed() {
        Map<String, Share> mixed = chosen(0b011);
        mixed.put("stranger", split().get(2));
        assertEquals("stranger does not belong to a: they differ in ceremony", refused(Code.SHARE_FOREIGN, mixed).getMessage());
    }

    @Test
    public void theSameShareCountsOnce() {
        Map<String, Share> twice = chosen(0b011);
        twice.put("copy", shares.get(1));
        assertEquals("b and copy are both share 2: each counts once", refused(Code.SHARE_TWICE, twice).getMessage());
    }

    @Test
    public void aForgedShareIsNamedAsSoonAsTheOthersAreEnough() throws CeremonyFault {
        byte[] part = shares.get(1).part();
        part[7] ^= 1;
        Share forged = new Share(shares.get(1).ceremony(), 2, THRESHOLD, PEOPLE, DAY, shares.get(1).opens(), part);
        Map<String, Share> three = chosen(0b101);
        three.put("forged", forged);
        assertTrue(refused(Code.SHARE_WRONG, three).getMessage().startsWith("One of a, c, forged is whole in itself"));
        Map<String, Share> four = chosen(0b1101);
        four.put("forged", forged);
        assertTrue(refused(Code.SHARE_WRONG, four).getMessage().startsWith("forged: whole in itself"));
        Map<String, Share> first = new LinkedHashMap<>();
        first.put("forged", forged);
        first.putAll(chosen(0b1101));
        CeremonyFault checked = assertThrows(CeremonyFault.class, () -> Ceremony.check(first));
        assertTrue(checked.getMessage(), checked.getMessage().startsWith("forged: whole in itself"));
        assertEquals(List.of(1, 3, 4), Ceremony.check(chosen(0b1101)).indexes());
    }

    @Test
    public void whatIsWrittenIsRead() throws CeremonyFault {
        for (Share share : shares) {
            assertEquals(share, Share.parse("x", share.text()));
            assertEquals(share, Share.parse("x", share.text().toUpperCase(Locale.ROOT).replace("-", " -")));
        }
    }

    /** Each character of each line exchanged for another. */
    @Test
    public void everyTypingErrorIsFound() {
        String text = shares.getFirst().text();
        int start = text.indexOf("version");
        for (int i = start; i < text.length(); i++) {
            char was = text.charAt(i);
            if (Character.isLetterOrDigit(was)) {
                String typed = text.substring(0, i) + (was == '7' ? '8' : '7') + text.substring(i + 1);
                CeremonyFault fault = assertThrows("at " + i, CeremonyFault.class, () -> Share.parse("paper-1", typed));
                assertEquals(Code.SHARE_DAMAGED, fault.code());
                assertTrue(fault.getMessage(), fault.getMessage().startsWith("paper-1 is damaged: "));
            }
        }
        for (String wrong : new String[]{ "", "version: 1", "hello", text.replaceAll("secret: ..", "secret: "),
                text.replace("people: 5", "") }) {
            assertEquals(Code.SHARE_DAMAGED, assertThrows(CeremonyFault.class, () -> Share.parse("paper-1", wrong)).code());
        }
    }

    @Test
    public void noTextButTheShareItselfHoldsIt() {
        assertFalse(shares.getFirst().toString().contains(shares.getFirst().text().lines().filter(line -> line.startsWith("secret"))
                .findFirst().orElseThrow().substring(8)));
        assertEquals("Share[" + shares.getFirst().ceremony() + ", 1 of 5, ***]", shares.getFirst().toString());
    }

    @Test
    public void impossibleNumbersAreRefused() {
        for (int[] wrong : new int[][]{ { 1, 3 }, { 4, 3 }, { 2, 101 } }) {
            assertThrows(IllegalArgumentException.class, () -> Ceremony.split(SECRET, wrong[0], wrong[1], DAY, new SecureRandom()));
        }
    }
}
