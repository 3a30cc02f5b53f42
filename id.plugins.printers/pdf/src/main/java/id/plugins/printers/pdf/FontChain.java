package id.plugins.printers.pdf;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.pdfbox.pdmodel.font.PDFont;

/** Fonts in the order in which they are asked for a character. Belongs to one card; one thread at a time. */
final class FontChain {
    private final List<PDFont> fonts;
    /** A font says that it lacks a character by an exception: too slow to ask for each character of each try. */
    private final Map<Integer, Optional<PDFont>> known = new HashMap<>();

    FontChain(List<PDFont> fonts) {
        this.fonts = List.copyOf(fonts);
    }

    /** The first font that has the character. */
    Optional<PDFont> fontOf(int codePoint) {
        return known.computeIfAbsent(codePoint,
                c -> fonts.stream().filter(font -> has(font, Character.toString(c))).findFirst());
    }

    /** The font for substitutes. */
    PDFont first() {
        return fonts.getFirst();
    }

    private static boolean has(PDFont font, String character) {
        try {
            font.encode(character);
            return true;
        } catch (IllegalArgumentException | IOException unknown) {
            return false;
        }
    }
}
