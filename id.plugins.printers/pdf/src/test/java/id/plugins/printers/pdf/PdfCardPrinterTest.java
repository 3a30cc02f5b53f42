package id.plugins.printers.pdf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.After;
import org.junit.Test;

import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import id.api.printer.PrintJob;
import id.api.printer.PrintOutcome;
import id.api.value.Bytes;

public class PdfCardPrinterTest {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PdfCardPrinter printer = new PdfCardPrinter(Settings.defaults(), executor);

    @After
    public void stop() {
        executor.shutdownNow();
    }

    @Test
    public void bothSidesHaveTheSizeOfACard() throws Exception {
        try (PDDocument card = open(print(Jobs.job("Amina Okafor", Optional.empty(), 420)))) {
            assertEquals(2, card.getNumberOfPages());
            for (int i = 0; i < 2; i++) {
                assertEquals(85.60 / 25.4 * 72, card.getPage(i).getMediaBox().getWidth(), 0.1);
                assertEquals(53.98 / 25.4 * 72, card.getPage(i).getMediaBox().getHeight(), 0.1);
            }
        }
    }

    @Test
    public void textIsThereToBeReadAndFontsAreEmbedded() throws Exception {
        try (PDDocument card = open(print(Jobs.job("Amina Okafor", Optional.empty(), 420)))) {
            String text = new PDFTextStripper().getText(card);
            for (String expected : List.of("Identity Authority", "Amina Okafor", "1990-05-17", "female", "UTO",
                    "7CK4RW9DT", "2026-11-24", "2036-11-23")) {
                assertTrue(expected + " in " + text, text.contains(expected));
            }
            for (int i = 0; i < 2; i++) {
                for (COSName name : card.getPage(i).getResources().getFontNames()) {
                    PDFont font = card.getPage(i).getResources().getFont(name);
                    assertTrue(font.getName(), font.isEmbedded());
                }
            }
        }
    }

    @Test
    public void codesOfEveryLengthAreReadFromTheRenderedCard() throws Exception {
        for (int length : new int[]{ 300, 600, 1_200, 1_800 }) {
            PrintJob job = Jobs.job("Amina Okafor", Optional.empty(), length);
            BufferedImage back = render(print(job), 1, 600);
            assertEquals(job.machineReadable(), readCode(back));
        }
    }

    @Test
    public void theSameJobIsTheSameFile() throws Exception {
        PrintJob job = Jobs.job("Amina Okafor", Optional.of(Jobs.picture("png", 400, 500)), 420);
        Bytes first = print(job);
        Thread.sleep(1_100);
        assertEquals(first, print(job));
    }

    @Test
    public void portraitsOfEveryFormatArePrinted() throws Exception {
        BufferedImage without = render(print(Jobs.job("A", Optional.empty(), 420)), 0, 150);
        Bytes jpeg = Jobs.picture("jpg", 900, 900);
        for (Bytes portrait : List.of(Jobs.picture("png", 300, 400), jpeg, Jobs.picture("bmp", 800, 300),
                Jobs.picture("tiff", 300, 400), jpeg2000(), faceRecord(jpeg, 3), faceRecord2011(jpeg))) {
            BufferedImage front = render(print(Jobs.job("A", Optional.of(portrait), 420)), 0, 150);
            int x = (int) (16.2 / 25.4 * 150);
            int y = (int) (28.0 / 25.4 * 150);
            int drawn = front.getRGB(x, y);
            assertTrue("the portrait is on the card", Math.abs((drawn >> 16 & 0xff) - 0xd9) < 30);
            assertFalse(drawn == without.getRGB(x, y));
        }
    }

    @Test
    public void brokenPortraitsAreRefused() throws Exception {
        byte[] png = Jobs.picture("png", 300, 400).toArray();
        byte[] record = faceRecord(Jobs.picture("jpg", 300, 400), 0).toArray();
        for (byte[] broken : List.of(Arrays.copyOf(png, 100), "no picture at all".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(record, 40), Arrays.copyOf(record, record.length - 50), new byte[]{ 1 }, bomb())) {
            PrintOutcome outcome = printer.print(Jobs.job("A", Optional.of(Bytes.of(broken)), 420)).getValue();
            assertTrue(outcome.toString(), outcome instanceof PrintOutcome.Refused);
        }
    }

    @Test
    public void namesOfAnyLengthAndWritingArePrinted() throws Exception {
        for (String name : List.of("X", "Wolfeschlegelsteinhausenbergerdorff".repeat(3), "Anna ".repeat(180).strip(),
                "\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430",
                "\u05d3\u05d5\u05d3 \u05db\u05d4\u05df", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a",
                "\u738b\u5c0f\u660e", "\ud83d\ude00\ud83d\ude00", "Z\u0323\u0323\u030a e\u0301", "\u0000\u200b\u202e",
                "a\tb\nc")) {
            Bytes card = print(Jobs.job(name, Optional.empty(), 420));
            render(card, 0, 100);
        }
    }

    @Test
    public void arabicIsJoinedAndRunsFromTheRight() {
        // Beh, alef: the initial form of beh, then the final form of alef; on paper alef stands left.
        assertEquals("\ufe91\ufe8e", ArabicForms.shape("\u0628\u0627"));
        assertEquals("\ufefb", ArabicForms.shape("\u0644\u0627"));
        assertEquals("\ufe8d \ufe8f", ArabicForms.shape("\u0627 \u0628"));
    }

    @Test
    public void manyLongLinesStayOnTheCard() throws Exception {
        List<PrintJob.Line> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(new PrintJob.Line("Line " + i, i % 2 == 0 ? "a long text of many words ".repeat(5) : "short"));
        }
        render(print(Jobs.job(lines, Optional.empty(), 420)), 0, 150);
    }

    @Test
    public void aTextThatFitsNoCodeIsRefused() throws Exception {
        assertTrue(printer.print(Jobs.job("A", Optional.empty(), 4_400))
                .getValue() instanceof PrintOutcome.Refused);
    }

    @Test
    public void anotherLayoutIsRefused() throws Exception {
        PrintJob job = Jobs.job("A", Optional.empty(), 420);
        PrintJob other = new PrintJob(job.jobId(), job.credential(), "passport", job.cardNumber(), job.issuer(),
                job.lines(), job.portrait(), job.machineReadable(), job.issued(), job.expires());
        assertTrue(printer.print(other).getValue() instanceof PrintOutcome.Refused);
    }

    @Test
    public void wrongSettingsAreRefusedByKey() {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of("color", "red", "maxPortraitPixels", 5L, "fonts",
                new String[]{ "/no/such.ttf" }).entrySet()) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                    () -> new PdfCardPrinter(Settings.with(wrong.getKey(), wrong.getValue()), executor));
            assertTrue(refusal.getMessage(), refusal.getMessage().contains(wrong.getKey()));
        }
    }

    @Test
    public void cardsToLookAt() throws Exception {
        File folder = new File("target/cards");
        assertTrue(folder.isDirectory() || folder.mkdirs());
        look(folder, "portrait", Jobs.job("Amina Ngozi Okafor", Optional.of(Jobs.picture("jpg", 480, 600)), 430));
        look(folder, "silhouette",
                Jobs.job("Maria de los \u00c1ngeles Fern\u00e1ndez-Guti\u00e9rrez y Montserrat", Optional.empty(), 1_200));
        look(folder, "arabic", Jobs.job("\u0645\u062d\u0645\u062f \u0639\u0644\u064a \u0627\u0644\u0641\u0627\u0631\u0633",
                Optional.empty(), 430));
        look(folder, "long", Jobs.job(List.of(new PrintJob.Line("Name", "Anna ".repeat(40)),
                new PrintJob.Line("Date of birth", "1990-05-17"), new PrintJob.Line("Gender", "female"),
                new PrintJob.Line("Nationality", "UTO"),
                new PrintJob.Line("Address", "12 Long Street of the Many Houses, District of the Lakes, Capital City"),
                new PrintJob.Line("Phone", "+000 123 456")), Optional.empty(), 1_800));
    }

    private void look(File folder, String name, PrintJob job) throws Exception {
        Bytes card = print(job);
        java.nio.file.Files.write(new File(folder, name + ".pdf").toPath(), card.toArray());
        for (int i = 0; i < 2; i++) {
            ImageIO.write(render(card, i, 300), "png", new File(folder, name + i + ".png"));
        }
    }

    private Bytes print(PrintJob job) throws Exception {
        PrintOutcome outcome = printer.print(job).getValue();
        assertTrue(outcome.toString(), outcome instanceof PrintOutcome.Rendered);
        PrintOutcome.Rendered rendered = (PrintOutcome.Rendered) outcome;
        assertEquals("application/pdf", rendered.mediaType());
        return rendered.document();
    }

    private static PDDocument open(Bytes card) throws Exception {
        return Loader.loadPDF(card.toArray());
    }

    private static BufferedImage render(Bytes card, int page, int dpi) throws Exception {
        try (PDDocument document = open(card)) {
            return new PDFRenderer(document).renderImageWithDPI(page, dpi);
        }
    }

    private static String readCode(BufferedImage image) throws Exception {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        LuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)),
                Map.of(DecodeHintType.TRY_HARDER, true)).getText();
    }

    private static Bytes jpeg2000() throws Exception {
        BufferedImage image = ImageIO
                .read(new java.io.ByteArrayInputStream(Jobs.picture("png", 300, 400).toArray()));
        ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(image);
        }
        return Bytes.of(bytes.toByteArray());
    }

    /** A face image record of ISO/IEC 19794-5:2005 around a picture. */
    private static Bytes faceRecord(Bytes picture, int featurePoints) {
        int block = 20 + featurePoints * 8 + 12 + picture.size();
        ByteBuffer record = ByteBuffer.allocate(14 + block);
        record.put("FAC\000010\0".getBytes(StandardCharsets.US_ASCII)).putInt(14 + block).putShort((short) 1);
        record.putInt(block).putShort((short) featurePoints).put(new byte[14]);
        record.put(new byte[featurePoints * 8 + 12]).put(picture.toArray());
        return Bytes.of(record.array());
    }

    /** A record of the edition of 2011, as far as it matters: longer headers, the picture at the end. */
    private static Bytes faceRecord2011(Bytes picture) {
        ByteBuffer record = ByteBuffer.allocate(90 + picture.size());
        record.put("FAC\000030\0".getBytes(StandardCharsets.US_ASCII)).position(90).put(picture.toArray());
        return Bytes.of(record.array());
    }

    /** A picture that says it is 60,000 pixels each way. */
    private static byte[] bomb() throws Exception {
        byte[] png = Jobs.picture("png", 16, 16).toArray();
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        return png;
    }
}
