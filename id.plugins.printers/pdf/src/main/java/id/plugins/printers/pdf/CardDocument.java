package id.plugins.printers.pdf;

import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import id.api.printer.PrintJob;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** One card: draws front and back of an ID-1 card (85.60 x 53.98 mm), in points from the lower left. */
final class CardDocument {
    private static final float MM = 72 / 25.4f;
    private static final float WIDTH = 85.60f * MM;
    private static final float HEIGHT = 53.98f * MM;
    private static final float MARGIN = 3.5f * MM;
    private static final float HEAD = 8 * MM;
    private static final float PORTRAIT_WIDTH = 22 * MM;
    private static final float PORTRAIT_HEIGHT = 28.3f * MM;
    private static final float QR = 43 * MM;
    private static final Color INK = new Color(0x1a1a1a);
    private static final Color LABEL = new Color(0x6b6b6b);

    private final PrintJob job;
    private final Color color;
    private final String notice;
    private final List<Path> fontFiles;

    CardDocument(PrintJob job, int color, String notice, List<Path> fontFiles) {
        this.job = job;
        this.color = new Color(color);
        this.notice = notice;
        this.fontFiles = fontFiles;
    }

    byte[] render() throws IOException {
        try (PDDocument document = new PDDocument()) {
            CardFonts fonts = new CardFonts(document, fontFiles);
            front(document, fonts);
            back(document, fonts);
            describe(document);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    /** Fixed by the job alone, so that the same job gives the same bytes. */
    private void describe(PDDocument document) {
        Calendar issued = GregorianCalendar.from(job.issued().atStartOfDay(ZoneOffset.UTC));
        issued.setTimeZone(TimeZone.getTimeZone("UTC"));
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle("Identity card");
        information.setProducer("Idem");
        information.setCreationDate(issued);
        document.setDocumentId((long) job.jobId().hashCode());
    }

    private void front(PDDocument document, CardFonts fonts) throws IOException {
        PDPage page = page(document);
        try (PDPageContentStream out = new PDPageContentStream(document, page)) {
            head(out, fonts);
            portrait(document, out);
            float left = MARGIN + PORTRAIT_WIDTH + 3.5f * MM;
            float width = WIDTH - MARGIN - left;
            float top = HEIGHT - HEAD - 3.2f * MM;
            float bottom = MARGIN + 8.5f * MM;
            float step = Math.min(7.4f * MM, (top - bottom) / Math.max(1, job.lines().size()));
            for (PrintJob.Line line : job.lines()) {
                labelled(out, fonts, line.label(), line.text(), left, top, width, Math.min(8.5f, step * 0.46f));
                top -= step;
            }
            float foot = MARGIN + 5.2f * MM;
            labelled(out, fonts, "Card number", job.cardNumber(), MARGIN, foot, 34 * MM, 8);
            labelled(out, fonts, "Valid", job.issued() + " to " + job.expires(), WIDTH - MARGIN - 36 * MM, foot,
                    36 * MM, 8);
        }
    }

    private void back(PDDocument document, CardFonts fonts) throws IOException {
        PDPage page = page(document);
        try (PDPageContentStream out = new PDPageContentStream(document, page)) {
            float left = MARGIN;
            qr(out, left, (HEIGHT - QR) / 2);
            float textLeft = left + QR + 3 * MM;
            float width = WIDTH - MARGIN - textLeft;
            float top = HEIGHT - MARGIN - 5 * MM;
            labelled(out, fonts, "Card number", job.cardNumber(), textLeft, top, width, 7.5f);
            labelled(out, fonts, "Issued", job.issued().toString(), textLeft, top - 8 * MM, width, 7.5f);
            labelled(out, fonts, "Expires", job.expires().toString(), textLeft, top - 16 * MM, width, 7.5f);
            float line = top - 26 * MM;
            for (String part : fonts.wrapped(notice, 5.5f, width)) {
                out.setNonStrokingColor(LABEL);
                fonts.show(out, part, 5.5f, textLeft, line);
                line -= 7;
            }
        }
    }

    private PDPage page(PDDocument document) {
        PDPage page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
        document.addPage(page);
        return page;
    }

    private void head(PDPageContentStream out, CardFonts fonts) throws IOException {
        out.setNonStrokingColor(color);
        out.addRect(0, HEIGHT - HEAD, WIDTH, HEAD);
        out.fill();
        out.setNonStrokingColor(Color.WHITE);
        fonts.showFitted(out, job.issuer(), 9.5f, MARGIN, HEIGHT - HEAD + 2.8f * MM, WIDTH * 0.62f);
        String title = "IDENTITY CARD";
        fonts.show(out, title, 6.5f, WIDTH - MARGIN - fonts.width(title, 6.5f), HEIGHT - HEAD + 3 * MM);
    }

    private void portrait(PDDocument document, PDPageContentStream out) throws IOException {
        float bottom = HEIGHT - HEAD - 2.2f * MM - PORTRAIT_HEIGHT;
        Optional<BufferedImage> picture = job.portrait().map(Portraits::decode);
        if (picture.isPresent()) {
            BufferedImage cropped = Portraits.cropped(picture.get(), PORTRAIT_WIDTH / PORTRAIT_HEIGHT);
            out.drawImage(JPEGFactory.createFromImage(document, cropped, 0.9f, 300), MARGIN, bottom, PORTRAIT_WIDTH,
                    PORTRAIT_HEIGHT);
        } else {
            silhouette(out, MARGIN, bottom);
        }
        out.setStrokingColor(new Color(0xb0b0b0));
        out.setLineWidth(0.4f);
        out.addRect(MARGIN, bottom, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
        out.stroke();
    }

    /** Head and shoulders, where no portrait was captured. */
    private static void silhouette(PDPageContentStream out, float left, float bottom) throws IOException {
        out.setNonStrokingColor(new Color(0xeceff2));
        out.addRect(left, bottom, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
        out.fill();
        out.setNonStrokingColor(new Color(0xc3cad1));
        float centre = left + PORTRAIT_WIDTH / 2;
        circle(out, centre, bottom + PORTRAIT_HEIGHT * 0.60f, PORTRAIT_WIDTH * 0.22f);
        out.moveTo(left + PORTRAIT_WIDTH * 0.12f, bottom);
        out.curveTo(left + PORTRAIT_WIDTH * 0.14f, bottom + PORTRAIT_HEIGHT * 0.42f, left + PORTRAIT_WIDTH * 0.86f,
                bottom + PORTRAIT_HEIGHT * 0.42f, left + PORTRAIT_WIDTH * 0.88f, bottom);
        out.fill();
    }

    private static void circle(PDPageContentStream out, float x, float y, float r) throws IOException {
        float k = 0.5523f * r;
        out.moveTo(x - r, y);
        out.curveTo(x - r, y + k, x - k, y + r, x, y + r);
        out.curveTo(x + k, y + r, x + r, y + k, x + r, y);
        out.curveTo(x + r, y - k, x + k, y - r, x, y - r);
        out.curveTo(x - k, y - r, x - r, y - k, x - r, y);
        out.fill();
    }

    private static void labelled(PDPageContentStream out, CardFonts fonts, String label, String text, float left,
            float top, float width, float size) throws IOException {
        out.setNonStrokingColor(LABEL);
        fonts.showFitted(out, label, 5, left, top, width);
        out.setNonStrokingColor(INK);
        fonts.showFitted(out, text, size, left, top - size - 0.6f, width);
    }

    /** Modules as rectangles: sharp at every resolution. The quiet zone of four modules lies within the square. */
    private void qr(PDPageContentStream out, float left, float bottom) throws IOException {
        BitMatrix code;
        try {
            code = QrCodes.encode(job.machineReadable());
        } catch (WriterException tooLong) {
            throw new IOException("The machine-readable text does not fit a QR code", tooLong);
        }
        out.setNonStrokingColor(Color.WHITE);
        out.addRect(left, bottom, QR, QR);
        out.fill();
        out.setNonStrokingColor(Color.BLACK);
        float module = QR / code.getWidth();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                int run = 0;
                while (x + run < code.getWidth() && code.get(x + run, y)) {
                    run++;
                }
                if (run > 0) {
                    out.addRect(left + x * module, bottom + QR - (y + 1) * module, run * module, module);
                    x += run;
                }
            }
        }
        out.fill();
    }
}
