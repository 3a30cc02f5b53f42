package id.plugins.printers.pdf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.After;
import org.junit.Test;

public class PdfCardPrinterTest {
    private static final String QR_TEXT = "6BF" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".repeat(12);
    private static final Path FACE = Path.of("").toAbsolutePath()
            .resolve("../../../shared/data/iso-bir/Registration/Face.iso").normalize();

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PdfCardPrinter printer = new PdfCardPrinter(config("1f4e79"), executor);

    @After
    public void stop() {
        executor.close();
    }

    @Test
    public void aCardHasBothSidesInId1WithTextAndAReadableCode() throws Exception {
        byte[] pdf = print(job("Asha Rao", Optional.empty()));
        keepForTheEye(pdf, "card-without-portrait");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertEquals(2, document.getNumberOfPages());
            assertEquals(85.60, document.getPage(0).getMediaBox().getWidth() * 25.4 / 72, 0.01);
            assertEquals(53.98, document.getPage(1).getMediaBox().getHeight() * 25.4 / 72, 0.01);
            String text = new PDFTextStripper().getText(document);
            for (String part : List.of("Asha Rao", "1990-05-01", "ID-4711-0815", "2026-11-23", "2036-11-22",
                    "Republic of Utopia")) {
                assertTrue(part + " in " + text, text.contains(part));
            }
            assertEquals(QR_TEXT, qrText(new PDFRenderer(document).renderImageWithDPI(1, 300)));
        }
    }

    @Test
    public void theSameJobGivesTheSameBytes() throws Exception {
        assertEquals(Bytes.of(print(job("Asha Rao", Optional.of(png())))),
                Bytes.of(print(job("Asha Rao", Optional.of(png())))));
    }

    @Test
    public void longAndForeignNamesStillPrint() throws Exception {
        byte[] pdf = print(job("Wolfeschlegelsteinhausenbergerdorff ".repeat(6), Optional.of(png())));
        keepForTheEye(pdf, "card-long-name");
        assertTrue(text(pdf).contains("Wolfeschlegelsteinhausen"));
        assertTrue(text(print(job("Ελένη Жанна", Optional.empty()))).contains("Ελένη Жанна"));
        assertTrue(text(print(job("आशा\nRao", Optional.empty()))).contains("Rao"));
    }

    @Test
    public void printsAFaceImageRecord() throws Exception {
        assumeTrue("no file " + FACE + ": a real face image record is not printed", Files.exists(FACE));
        byte[] pdf = print(job("Asha Rao", Optional.of(Bytes.of(Files.readAllBytes(FACE)))));
        keepForTheEye(pdf, "card-with-record");
        assertTrue(pdf.length > print(job("Asha Rao", Optional.empty())).length + 2000);
    }

    @Test
    public void aPortraitThatIsNoPictureFailsTheJobWithACode() throws Exception {
        Throwable failure = printer.print(job("Asha Rao", Optional.of(Bytes.utf8("no picture at all")))).getFailure();
        assertEquals("SAMPLE_UNREADABLE", ((id.api.error.IdentityException) failure).code().name());
    }

    @Test
    public void anotherLayoutIsRefused() throws Exception {
        PrintJob job = job("Asha Rao", Optional.empty());
        PrintJob other = new PrintJob(job.jobId(), job.credential(), "passport", job.cardNumber(), job.issuer(),
                job.lines(), job.portrait(), job.machineReadable(), job.issued(), job.expires());
        assertTrue(printer.print(other).getValue() instanceof PrintOutcome.Refused);
    }

    @Test
    public void wrongSettingsAreRefusedByKey() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new PdfCardPrinter(config("blue"), executor))
                .getMessage().startsWith("color"));
    }

    private byte[] print(PrintJob job) throws Exception {
        return ((PrintOutcome.Rendered) printer.print(job).getValue()).document().toArray();
    }

    private static PrintJob job(String name, Optional<Bytes> portrait) {
        return new PrintJob("job-1", new CredentialId("0123456789abcdef0123456789abcdef"), PdfCardPrinter.ID_1,
                "ID-4711-0815", "Republic of Utopia",
                List.of(new PrintJob.Line("Name", name), new PrintJob.Line("Date of birth", "1990-05-01"),
                        new PrintJob.Line("Gender", "female"), new PrintJob.Line("Nationality", "Utopian")),
                portrait, QR_TEXT, LocalDate.parse("2026-11-23"), LocalDate.parse("2036-11-22"));
    }

    private static Bytes png() throws IOException {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(50, 50, 200, 200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return Bytes.of(out.toByteArray());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String qrText(BufferedImage page) throws Exception {
        int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
        BinaryBitmap bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels)));
        return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)).getText();
    }

    /** Pictures of both sides beside the test reports, for whoever wants to look. */
    private static void keepForTheEye(byte[] pdf, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/cards"));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (int page = 0; page < 2; page++) {
                ImageIO.write(new PDFRenderer(document).renderImageWithDPI(page, 200), "png",
                        folder.resolve(name + "-" + page + ".png").toFile());
            }
        }
    }

    private static PdfCardPrinter.Config config(String color) {
        return new PdfCardPrinter.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return PdfCardPrinter.Config.class;
            }

            @Override
            public String[] fonts() {
                return new String[0];
            }

            @Override
            public String color() {
                return color;
            }

            @Override
            public String notice() {
                return "If found, please return this card to the issuing authority.";
            }
        };
    }
}
