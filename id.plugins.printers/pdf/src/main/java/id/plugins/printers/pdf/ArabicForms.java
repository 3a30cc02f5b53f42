package id.plugins.printers.pdf;

import java.util.HashMap;
import java.util.Map;

/**
 * Joins Arabic letters: each letter becomes the presentation form that fits its neighbours (Unicode block Arabic
 * Presentation Forms-B), since a PDF shows glyphs as they are given.
 */
final class ArabicForms {
    /** Letter, its isolated form, and how many forms there are: 4 joins on both sides, 2 only to the letter before. */
    private static final int[][] LETTERS = { { 0x0622, 0xfe81, 2 }, { 0x0623, 0xfe83, 2 }, { 0x0624, 0xfe85, 2 },
            { 0x0625, 0xfe87, 2 }, { 0x0626, 0xfe89, 4 }, { 0x0627, 0xfe8d, 2 }, { 0x0628, 0xfe8f, 4 },
            { 0x0629, 0xfe93, 2 }, { 0x062a, 0xfe95, 4 }, { 0x062b, 0xfe99, 4 }, { 0x062c, 0xfe9d, 4 },
            { 0x062d, 0xfea1, 4 }, { 0x062e, 0xfea5, 4 }, { 0x062f, 0xfea9, 2 }, { 0x0630, 0xfeab, 2 },
            { 0x0631, 0xfead, 2 }, { 0x0632, 0xfeaf, 2 }, { 0x0633, 0xfeb1, 4 }, { 0x0634, 0xfeb5, 4 },
            { 0x0635, 0xfeb9, 4 }, { 0x0636, 0xfebd, 4 }, { 0x0637, 0xfec1, 4 }, { 0x0638, 0xfec5, 4 },
            { 0x0639, 0xfec9, 4 }, { 0x063a, 0xfecd, 4 }, { 0x0641, 0xfed1, 4 }, { 0x0642, 0xfed5, 4 },
            { 0x0643, 0xfed9, 4 }, { 0x0644, 0xfedd, 4 }, { 0x0645, 0xfee1, 4 }, { 0x0646, 0xfee5, 4 },
            { 0x0647, 0xfee9, 4 }, { 0x0648, 0xfeed, 2 }, { 0x0649, 0xfeef, 2 }, { 0x064a, 0xfef1, 4 } };
    /** Alef after lam, and the isolated form of the two together; the next one joins the letter before. */
    private static final int[][] LAM_ALEF = { { 0x0622, 0xfef5 }, { 0x0623, 0xfef7 }, { 0x0625, 0xfef9 },
            { 0x0627, 0xfefb } };
    private static final int LAM = 0x0644;
    private static final Map<Integer, int[]> BY_LETTER = new HashMap<>();
    private static final Map<Integer, Integer> LIGATURES = new HashMap<>();

    static {
        for (int[] letter : LETTERS) {
            BY_LETTER.put(letter[0], letter);
        }
        for (int[] ligature : LAM_ALEF) {
            LIGATURES.put(ligature[0], ligature[1]);
        }
    }

    private ArabicForms() {}

    /** The same text, in its own order, with joined forms. Vowel marks are left out, as on most cards. */
    static String shape(String text) {
        int[] letters = text.codePoints().filter(c -> c < 0x064b || c > 0x0652).toArray();
        StringBuilder shaped = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            boolean before = i > 0 && forms(letters[i - 1]) == 4;
            Integer ligature = letters[i] == LAM && i + 1 < letters.length ? LIGATURES.get(letters[i + 1]) : null;
            if (ligature != null) {
                shaped.appendCodePoint(before ? ligature + 1 : ligature);
                i++;
                continue;
            }
            boolean after = forms(letters[i]) == 4 && i + 1 < letters.length && forms(letters[i + 1]) > 0;
            shaped.appendCodePoint(form(letters[i], before, after));
        }
        return shaped.toString();
    }

    private static int forms(int letter) {
        int[] known = BY_LETTER.get(letter);
        return known == null ? 0 : known[2];
    }

    /** Order of the forms in Unicode: isolated, final, initial, medial. */
    private static int form(int letter, boolean before, boolean after) {
        int[] known = BY_LETTER.get(letter);
        return known == null ? letter : known[1] + (before ? 1 : 0) + (after ? 2 : 0);
    }
}
