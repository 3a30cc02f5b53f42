package id.core.verification;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form in which texts of people are compared: without case, accents and the ways of typing spaces, dashes and
 * apostrophes. Marks that belong to the writing itself, such as the vowel signs of Indic scripts, stay: without them
 * different names would read the same.
 */
final class PlainText {
    /** Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel marks and tatweel of Arabic. */
    private static final Pattern ACCENTS = Pattern.compile(
            "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0640\\u064b-\\u0652\\u0670]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2000-\\u200d\\u202f\\u3000\\ufeff]+");
    private static final Pattern DASHES = Pattern.compile("\\p{Pd}");
    private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u02bc\\u02bb\\u00b4\\u0060\\uff07]");
    /** Letters whose stroke or ligature is no mark of its own in Unicode. */
    private static final Map<String, String> LETTERS = Map.of("\u00f8", "o", "\u0142", "l", "\u0111", "d", "\u0131",
            "i", "\u00e6", "ae", "\u0153", "oe", "\u0127", "h", "\u00f0", "d", "\u00fe", "th");

    private PlainText() {}

    static String of(String text) {
        // Upper case first: it turns sharp s and final sigma into what lower case alone would keep apart. Apostrophes
        // before the decomposition, which would make a space and an accent of some.
        String plain = APOSTROPHES.matcher(text).replaceAll("'").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        plain = ACCENTS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        plain = SPACES.matcher(DASHES.matcher(plain).replaceAll("-")).replaceAll(" ").strip();
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}
