package id.plugins.printers.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text in the first font that has its characters: the configured ones, then Liberation Sans (Latin, Greek, Cyrillic,
 * Hebrew), which PDFBox brings along. A character that no font has prints as a question mark, which is logged: a card
 * is never left unprinted for it.
 */
final class CardFonts {
    private static final Logger LOG = LoggerFactory.getLogger(CardFonts.class);
    private static final String LIBERATION = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float SMALLEST = 4;

    private record Run(PDFont font, String text) {}

    private final List<PDFont> fonts = new ArrayList<>();

    CardFonts(PDDocument document, List<Path> files) throws IOException {
        for (Path file : files) {
            fonts.add(PDType0Font.load(document, file.toFile()));
        }
        try (InputStream liberation = PDDocument.class.getResourceAsStream(LIBERATION)) {
            fonts.add(PDType0Font.load(document, liberation));
        }
    }

    /** Width in points. */
    float width(String text, float size) throws IOException {
        float width = 0;
        for (Run run : runs(text)) {
            width += run.font().getStringWidth(run.text()) / 1000 * size;
        }
        return width;
    }

    void show(PDPageContentStream out, String text, float size, float left, float bottom) throws IOException {
        out.beginText();
        out.newLineAtOffset(left, bottom);
        for (Run run : runs(text)) {
            out.setFont(run.font(), size);
            out.showText(run.text());
        }
        out.endText();
    }

    /**
     * Shows a text on one line: smaller when it is too wide, and cut with an ellipsis when it would become unreadable.
     */
    void showFitted(PDPageContentStream out, String text, float size, float left, float bottom, float width)
            throws IOException {
        float natural = width(text, size);
        float fitted = natural <= width ? size : Math.max(SMALLEST, size * width / natural);
        String shown = text;
        while (shown.length() > 1 && width(shown, fitted) > width + 0.01f) {
            shown = shown
                    .substring(0,
                            shown.offsetByCodePoints(shown.endsWith("…") ? shown.length() - 1 : shown.length(), -1))
                    .strip() + "…";
        }
        show(out, shown, fitted, left, bottom);
    }

    /** A text broken into lines at its spaces. */
    List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    private List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        PDFont current = null;
        boolean missing = false;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.isISOControl(codePoint) ? " " : Character.toString(codePoint);
            PDFont font = fontFor(character);
            if (font == null) {
                missing = true;
                character = "?";
                font = fonts.getLast();
            }
            if (font != current && !pending.isEmpty()) {
                runs.add(new Run(current, pending.toString()));
                pending.setLength(0);
            }
            current = font;
            pending.append(character);
        }
        if (!pending.isEmpty()) {
            runs.add(new Run(current, pending.toString()));
        }
        if (missing) {
            LOG.warn("A card holds characters that no font has: add a font for their script to the setting fonts");
        }
        return runs;
    }

    private PDFont fontFor(String character) {
        for (PDFont font : fonts) {
            try {
                font.encode(character);
                return font;
            } catch (IllegalArgumentException | IOException noGlyph) {
                // The next font may have it.
            }
        }
        return null;
    }
}
