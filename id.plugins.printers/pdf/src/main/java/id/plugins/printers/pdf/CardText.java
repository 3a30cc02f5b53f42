package id.plugins.printers.pdf;

import java.io.IOException;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * A line of text as it can be printed: cut into runs of one font each, in the order in which they stand on paper.
 */
final class CardText {
    private static final String SUBSTITUTE = "?";

    /** Consecutive characters in one font. */
    record Run(PDFont font, String text) {
        @Override
        public String toString() {
            return "Run[***]";
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private int substituted;

    private CardText() {}

    /**
     * @param fonts
     *            tried in order for every character; what none of them knows loses its accents or becomes a question
     *            mark
     */
    static CardText of(String text, FontChain fonts) {
        CardText result = new CardText();
        visual(printable(text)).codePoints().forEach(codePoint -> result.add(codePoint, fonts));
        return result;
    }

    /** Composed, with plain spaces, without what has no width or would break the line. */
    private static String printable(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\p{Zs}]+", " ")
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]", "").strip();
    }

    /** Right-to-left writing in the order of the paper, left to right. */
    private static String visual(String text) {
        if (text.isEmpty() || !Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return text;
        }
        String shaped = ArabicForms.shape(text);
        Bidi bidi = new Bidi(shaped, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        byte[] levels = new byte[bidi.getRunCount()];
        String[] parts = new String[levels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            String part = shaped.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            parts[i] = levels[i] % 2 == 0 ? part : mirrored(part);
        }
        Bidi.reorderVisually(levels, 0, parts, 0, parts.length);
        return String.join("", parts);
    }

    private static String mirrored(String part) {
        StringBuilder reversed = new StringBuilder(part).reverse();
        for (int i = 0; i < reversed.length(); i++) {
            int pair = "()[]<>".indexOf(reversed.charAt(i));
            if (pair >= 0) {
                reversed.setCharAt(i, "()[]<>".charAt(pair ^ 1));
            }
        }
        return reversed.toString();
    }

    private void add(int codePoint, FontChain fonts) {
        Optional<PDFont> font = fonts.fontOf(codePoint);
        if (font.isPresent()) {
            append(font.get(), Character.toString(codePoint));
            return;
        }
        substituted++;
        String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        boolean printable = !plain.isEmpty() && plain.codePoints().allMatch(c -> fonts.fontOf(c).isPresent());
        if (printable) {
            plain.codePoints().forEach(c -> append(fonts.fontOf(c).orElseThrow(), Character.toString(c)));
        } else {
            append(fonts.first(), SUBSTITUTE);
        }
    }

    private void append(PDFont font, String text) {
        if (!runs.isEmpty() && runs.getLast().font() == font) {
            runs.add(new Run(font, runs.removeLast().text() + text));
        } else {
            runs.add(new Run(font, text));
        }
    }

    List<Run> runs() {
        return runs;
    }

    /** How many characters could not be printed as they are. */
    int substituted() {
        return substituted;
    }

    /** Width at a size, both in points. */
    float width(float size) {
        float width = 0;
        for (Run run : runs) {
            try {
                width += run.font().getStringWidth(run.text()) * size / 1000;
            } catch (IOException unreadable) {
                throw new IllegalStateException("A loaded font tells its widths", unreadable);
            }
        }
        return width;
    }
}
