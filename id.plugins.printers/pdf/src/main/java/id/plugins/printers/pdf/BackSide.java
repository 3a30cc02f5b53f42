package id.plugins.printers.pdf;

import java.awt.Color;
import java.io.IOException;
import java.util.Map;

import org.apache.pdfbox.pdmodel.PDPageContentStream;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

import id.api.printer.PrintJob;

/** The side with the code. */
final class BackSide {
    /** White square, quiet zone included. */
    private static final float CODE_LEFT = 3.4f;
    private static final float CODE_TOP = 3.4f;
    private static final float CODE_SIZE = 47.2f;
    private static final int QUIET_MODULES = 4;
    /** Up to this many modules across, the stronger error correction still leaves modules that a phone reads. */
    private static final int MODULES_FOR_MEDIUM = 105;
    private static final float TEXT_LEFT = 54f;
    private static final float TEXT_WIDTH = Card.WIDTH - TEXT_LEFT - 3.6f;
    private static final Color INK = new Color(0x1a, 0x1f, 0x24);
    private static final Color LABEL = new Color(0x5c, 0x66, 0x6e);

    private final Card card;
    private final PrintJob job;
    private final Card.Type label = new Card.Type(4.6f, false, LABEL);
    private final Card.Type value = new Card.Type(7.2f, true, INK);

    BackSide(Card card, PrintJob job) {
        this.card = card;
        this.job = job;
    }

    void draw() throws IOException, WriterException {
        BitMatrix code = code();
        try (PDPageContentStream pen = card.side()) {
            Card.fill(pen, Color.WHITE, CODE_LEFT, CODE_TOP, CODE_SIZE, CODE_SIZE);
            modules(pen, code);
            card.line(pen, card.style().title(), new Card.Type(7.4f, true, card.style().color()), TEXT_LEFT, 7.6f,
                    TEXT_WIDTH);
            Card.fill(pen, card.style().color(), TEXT_LEFT, 9.2f, TEXT_WIDTH, 0.35f);
            entry(pen, card.style().numberLabel(), job.cardNumber(), 13.4f);
            entry(pen, card.style().issuedLabel(), job.issued().toString(), 20.6f);
            entry(pen, card.style().expiresLabel(), job.expires().toString(), 27.8f);
            card.block(pen, card.style().notice(), new Card.Type(4.4f, false, LABEL), TEXT_LEFT, 36f, TEXT_WIDTH, 8);
        }
    }

    private void entry(PDPageContentStream pen, String what, String text, float top) throws IOException {
        card.line(pen, what, label, TEXT_LEFT, top, TEXT_WIDTH);
        card.line(pen, text, value, TEXT_LEFT, top + 3.2f, TEXT_WIDTH);
    }

    private BitMatrix code() throws WriterException {
        BitMatrix medium;
        try {
            medium = code(ErrorCorrectionLevel.M);
        } catch (WriterException tooLongForMedium) {
            return code(ErrorCorrectionLevel.L);
        }
        return medium.getWidth() <= MODULES_FOR_MEDIUM ? medium : code(ErrorCorrectionLevel.L);
    }

    private BitMatrix code(ErrorCorrectionLevel level) throws WriterException {
        return new QRCodeWriter().encode(job.machineReadable(), BarcodeFormat.QR_CODE, 1, 1,
                Map.of(EncodeHintType.ERROR_CORRECTION, level, EncodeHintType.MARGIN, 0));
    }

    /** Rectangles, not pixels: sharp at every resolution. Each row's neighbours are one, without seams. */
    private static void modules(PDPageContentStream pen, BitMatrix code) throws IOException {
        float module = CODE_SIZE / (code.getWidth() + 2 * QUIET_MODULES);
        pen.setNonStrokingColor(Color.BLACK);
        for (int row = 0; row < code.getHeight(); row++) {
            int start = 0;
            while (start < code.getWidth()) {
                int end = start;
                while (end < code.getWidth() && code.get(end, row)) {
                    end++;
                }
                if (end > start) {
                    pen.addRect(Card.x(CODE_LEFT + (start + QUIET_MODULES) * module),
                            Card.y(CODE_TOP + (row + 1 + QUIET_MODULES) * module),
                            Card.points((end - start) * module), Card.points(module));
                }
                start = Math.max(end, start + 1);
            }
        }
        pen.fill();
    }
}
