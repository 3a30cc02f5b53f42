package id.plugins.printers.pdf;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

import id.api.printer.PrintJob;

/** The side with the portrait. */
final class FrontSide {
    private static final float BAND = 9.2f;
    private static final float PORTRAIT_LEFT = 4.6f;
    private static final float PORTRAIT_TOP = 12.6f;
    private static final float PORTRAIT_WIDTH = 23.2f;
    private static final float PORTRAIT_HEIGHT = 29f;
    private static final float FIELDS_LEFT = 31.4f;
    private static final float FIELDS_TOP = 14.4f;
    private static final float FIELDS_WIDTH = Card.WIDTH - FIELDS_LEFT - 4f;
    private static final float FIELDS_END = 40.2f;
    private static final float COLUMN = FIELDS_WIDTH / 2;
    private static final float SECOND_LINE = 3.2f;
    private static final float ROW = 7.2f;
    private static final float GAP = 1.5f;
    private static final float FOOT = 46.2f;
    private static final float JPEG_QUALITY = 0.9f;
    private static final Color INK = new Color(0x1a, 0x1f, 0x24);
    private static final Color LABEL = new Color(0x5c, 0x66, 0x6e);

    private final Card card;
    private final PrintJob job;
    private final Card.Type label = new Card.Type(4.6f, false, LABEL);
    private final Card.Type name = new Card.Type(9.6f, true, INK);
    private final Card.Type value = new Card.Type(7.4f, false, INK);
    private final Card.Type strong = new Card.Type(7.4f, true, INK);

    FrontSide(Card card, PrintJob job) {
        this.card = card;
        this.job = job;
    }

    void draw(Optional<BufferedImage> portrait) throws IOException {
        try (PDPageContentStream pen = card.side()) {
            Card.fill(pen, card.style().color(), 0, 0, Card.WIDTH, BAND);
            Card.fill(pen, card.style().tint(0.45), 0, BAND, Card.WIDTH, 0.7f);
            card.line(pen, job.issuer(), new Card.Type(8.6f, true, Color.WHITE), PORTRAIT_LEFT, 5.9f, 49f);
            card.lineEndingAt(pen, card.style().title(), new Card.Type(6.4f, false, Color.WHITE),
                    Card.WIDTH - PORTRAIT_LEFT, 5.9f, 26f);
            portrait(pen, portrait);
            fields(pen);
            foot(pen);
        }
    }

    private void portrait(PDPageContentStream pen, Optional<BufferedImage> portrait) throws IOException {
        Card.fill(pen, Color.WHITE, PORTRAIT_LEFT, PORTRAIT_TOP, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
        if (portrait.isPresent()) {
            PDImageXObject image = JPEGFactory.createFromImage(card.document(), portrait.get(), JPEG_QUALITY, 300);
            pen.drawImage(image, Card.x(PORTRAIT_LEFT), Card.y(PORTRAIT_TOP + PORTRAIT_HEIGHT),
                    Card.points(PORTRAIT_WIDTH), Card.points(PORTRAIT_HEIGHT));
        } else {
            silhouette(pen);
        }
        Card.frame(pen, card.style().tint(0.6), PORTRAIT_LEFT, PORTRAIT_TOP, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
    }

    /** Head and shoulders, where no portrait was captured. */
    private void silhouette(PDPageContentStream pen) throws IOException {
        pen.saveGraphicsState();
        pen.addRect(Card.x(PORTRAIT_LEFT), Card.y(PORTRAIT_TOP + PORTRAIT_HEIGHT), Card.points(PORTRAIT_WIDTH),
                Card.points(PORTRAIT_HEIGHT));
        pen.clip();
        pen.setNonStrokingColor(card.style().tint(0.22));
        float middle = PORTRAIT_LEFT + PORTRAIT_WIDTH / 2;
        ellipse(pen, middle, PORTRAIT_TOP + 11.4f, 5f, 6.2f);
        ellipse(pen, middle, PORTRAIT_TOP + PORTRAIT_HEIGHT + 1.4f, 9.6f, 10.4f);
        pen.restoreGraphicsState();
    }

    private static void ellipse(PDPageContentStream pen, float middle, float centre, float across, float down)
            throws IOException {
        // Four Bezier curves are an ellipse to a tenth of a percent with this length of their handles.
        float handle = 0.5523f;
        float x = Card.x(middle);
        float y = Card.y(centre);
        float rx = Card.points(across);
        float ry = Card.points(down);
        pen.moveTo(x + rx, y);
        pen.curveTo(x + rx, y + ry * handle, x + rx * handle, y + ry, x, y + ry);
        pen.curveTo(x - rx * handle, y + ry, x - rx, y + ry * handle, x - rx, y);
        pen.curveTo(x - rx, y - ry * handle, x - rx * handle, y - ry, x, y - ry);
        pen.curveTo(x + rx * handle, y - ry, x + rx, y - ry * handle, x + rx, y);
        pen.fill();
    }

    /** The first line is the name and takes the whole width; the others stand in two columns where they fit. */
    private void fields(PDPageContentStream pen) throws IOException {
        List<PrintJob.Line> lines = job.lines();
        if (lines.isEmpty()) {
            return;
        }
        float top = wide(pen, lines.getFirst(), name, FIELDS_TOP);
        boolean right = false;
        for (PrintJob.Line line : lines.subList(1, lines.size())) {
            boolean narrow = card.fits(line.text(), value, COLUMN - GAP);
            if (!narrow && right) {
                top += ROW;
                right = false;
            }
            if (top > FIELDS_END) {
                // No room: what the card shows is the beginning of the list, and the code has what the issuer chose.
                return;
            }
            if (narrow) {
                cell(pen, line, FIELDS_LEFT + (right ? COLUMN : 0), top);
                top += right ? ROW : 0;
                right = !right;
            } else {
                top = wide(pen, line, value, top);
            }
        }
    }

    private float wide(PDPageContentStream pen, PrintJob.Line line, Card.Type type, float top) throws IOException {
        card.line(pen, line.label(), label, FIELDS_LEFT, top, FIELDS_WIDTH);
        float first = top + 0.9f + type.size() * 0.85f / 2.835f;
        int lines = top + SECOND_LINE > FIELDS_END ? 1 : 2;
        return card.block(pen, line.text(), type, FIELDS_LEFT, first, FIELDS_WIDTH, lines) + 4f;
    }

    private void cell(PDPageContentStream pen, PrintJob.Line line, float left, float top) throws IOException {
        card.line(pen, line.label(), label, left, top, COLUMN - GAP);
        card.line(pen, line.text(), value, left, top + 3.1f, COLUMN - GAP);
    }

    private void foot(PDPageContentStream pen) throws IOException {
        Card.fill(pen, card.style().tint(0.35), PORTRAIT_LEFT, 44f, Card.WIDTH - 2 * PORTRAIT_LEFT, 0.2f);
        entry(pen, card.style().numberLabel(), job.cardNumber(), PORTRAIT_LEFT, strong);
        entry(pen, card.style().issuedLabel(), job.issued().toString(), FIELDS_LEFT, value);
        entry(pen, card.style().expiresLabel(), job.expires().toString(), FIELDS_LEFT + COLUMN, value);
    }

    private void entry(PDPageContentStream pen, String what, String text, float left, Card.Type type)
            throws IOException {
        card.line(pen, what, label, left, FOOT + 0.3f, COLUMN - GAP);
        card.line(pen, text, type, left, FOOT + 3.6f, COLUMN - GAP);
    }
}
