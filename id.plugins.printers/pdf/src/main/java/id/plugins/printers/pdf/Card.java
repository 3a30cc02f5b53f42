package id.plugins.printers.pdf;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * One card under way, and the pen that draws on it. All measures are millimetres from the top left corner of the side;
 * sizes of type are points.
 */
final class Card {
    /** ISO/IEC 7810 ID-1. */
    static final float WIDTH = 85.60f;
    static final float HEIGHT = 53.98f;

    private static final float POINTS = 72 / 25.4f;
    private static final float LINE_HEIGHT = 1.22f;
    private static final float SMALLEST_SHARE = 0.62f;
    private static final String ELLIPSIS = "...";

    private final PDDocument document;
    private final CardFonts fonts;
    private final CardStyle style;
    private int substituted;

    Card(PDDocument document, CardFonts fonts, CardStyle style) {
        this.document = document;
        this.fonts = fonts;
        this.style = style;
    }

    PDDocument document() {
        return document;
    }

    CardStyle style() {
        return style;
    }

    /** How many characters could not be printed as they are. */
    int substituted() {
        return substituted;
    }

    /** A new side, with the background that both sides share. */
    PDPageContentStream side() throws IOException {
        PDPage page = new PDPage(new PDRectangle(WIDTH * POINTS, HEIGHT * POINTS));
        document.addPage(page);
        PDPageContentStream pen = new PDPageContentStream(document, page);
        fill(pen, style.tint(0.05), 0, 0, WIDTH, HEIGHT);
        pen.setStrokingColor(style.tint(0.13));
        pen.setLineWidth(0.25f);
        for (int wave = 0; wave < 22; wave++) {
            wave(pen, 2 + wave * 2.6f, 1.6f + wave % 3 * 0.5f, wave * 0.45f);
        }
        return pen;
    }

    /** One line of the fine pattern that makes a copy look like a copy. */
    private static void wave(PDPageContentStream pen, float top, float height, float phase) throws IOException {
        for (int step = 0; step <= 86; step++) {
            float y = top + height * (float) Math.sin(phase + step * 0.16) + height / 2 * (float) Math.sin(step * 0.41);
            if (step == 0) {
                pen.moveTo(x(step), y(y));
            } else {
                pen.lineTo(x(step), y(y));
            }
        }
        pen.stroke();
    }

    static void fill(PDPageContentStream pen, Color color, float left, float top, float width, float height)
            throws IOException {
        pen.setNonStrokingColor(color);
        pen.addRect(x(left), y(top + height), width * POINTS, height * POINTS);
        pen.fill();
    }

    static void frame(PDPageContentStream pen, Color color, float left, float top, float width, float height)
            throws IOException {
        pen.setStrokingColor(color);
        pen.setLineWidth(0.5f);
        pen.addRect(x(left), y(top + height), width * POINTS, height * POINTS);
        pen.stroke();
    }

    static float x(float left) {
        return left * POINTS;
    }

    static float y(float top) {
        return (HEIGHT - top) * POINTS;
    }

    static float points(float millimetres) {
        return millimetres * POINTS;
    }

    /** One line of text whose base is at {@code base}; smaller where it would be too wide. */
    void line(PDPageContentStream pen, String text, Type type, float left, float base, float width)
            throws IOException {
        block(pen, text, type, left, base, width, 1);
    }

    /** One line that ends at {@code right}. */
    void lineEndingAt(PDPageContentStream pen, String text, Type type, float right, float base, float width)
            throws IOException {
        float natural = CardText.of(text, faces(type)).width(type.size()) / POINTS;
        line(pen, text, type, right - Math.min(natural, width), base, width + 0.01f);
    }

    /**
     * Text in as many lines as allowed: smaller where it does not fit, and cut short where it does not fit at the
     * smallest size either.
     *
     * @param base
     *            base of the first line
     *
     * @return base of the last line
     */
    float block(PDPageContentStream pen, String text, Type type, float left, float base, float width, int maxLines)
            throws IOException {
        float size = type.size();
        List<CardText> lines = wrap(text, type, size, width);
        while (lines.size() > maxLines && size > type.size() * SMALLEST_SHARE) {
            size *= 0.96f;
            lines = wrap(text, type, size, width);
        }
        if (lines.size() > maxLines) {
            lines = cut(text, type, size, width, maxLines);
        }
        float at = base;
        for (int i = 0; i < lines.size(); i++) {
            at = base + i * size * LINE_HEIGHT / POINTS;
            show(pen, lines.get(i), type, size, left, at);
            substituted += lines.get(i).substituted();
        }
        return at;
    }

    /** Whether a text fits on one line at its full size. */
    boolean fits(String text, Type type, float width) {
        return CardText.of(text, faces(type)).width(type.size()) <= width * POINTS;
    }

    private List<CardText> wrap(String text, Type type, float size, float width) {
        FontChain faces = faces(type);
        List<CardText> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && CardText.of(longer, faces).width(size) > width * POINTS) {
                lines.add(CardText.of(line.toString(), faces));
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
            breakWord(line, faces, size, width, lines);
        }
        lines.add(CardText.of(line.toString(), faces));
        return lines;
    }

    /** A word wider than the line is broken where the line ends. */
    private static void breakWord(StringBuilder line, FontChain faces, float size, float width,
            List<CardText> lines) {
        while (line.length() > 1 && CardText.of(line.toString(), faces).width(size) > width * POINTS) {
            int end = line.length();
            while (end > 1 && CardText.of(line.substring(0, end), faces).width(size) > width * POINTS) {
                end = line.offsetByCodePoints(end, -1);
            }
            end = Math.max(end, Character.charCount(line.codePointAt(0)));
            lines.add(CardText.of(line.substring(0, end), faces));
            line.delete(0, end);
        }
    }

    /** The longest beginning that fits, with an ellipsis. */
    private List<CardText> cut(String text, Type type, float size, float width, int maxLines) {
        int fits = 0;
        int tooLong = text.length();
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) >>> 1;
            if (wrap(beginning(text, middle), type, size, width).size() <= maxLines) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return wrap(beginning(text, fits), type, size, width);
    }

    private static String beginning(String text, int end) {
        boolean splits = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splits ? end - 1 : end).strip() + ELLIPSIS;
    }

    private void show(PDPageContentStream pen, CardText text, Type type, float size, float left, float base)
            throws IOException {
        pen.setNonStrokingColor(type.color());
        pen.beginText();
        pen.newLineAtOffset(x(left), y(base));
        for (CardText.Run run : text.runs()) {
            pen.setFont(run.font(), size);
            pen.showText(run.text());
        }
        pen.endText();
    }

    private FontChain faces(Type type) {
        return type.bold() ? fonts.bold() : fonts.regular();
    }

    /** How text looks; {@code size} in points. */
    record Type(float size, boolean bold, Color color) {}
}
