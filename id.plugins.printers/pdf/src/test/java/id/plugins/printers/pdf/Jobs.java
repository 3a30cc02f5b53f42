package id.plugins.printers.pdf;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import javax.imageio.ImageIO;

import id.api.printer.PrintJob;
import id.api.value.Bytes;
import id.api.value.CredentialId;

/** Print jobs and pictures to try the printer with. */
final class Jobs {
    private static final String BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private Jobs() {}

    static PrintJob job(String name, Optional<Bytes> portrait, int codeLength) {
        return job(List.of(new PrintJob.Line("Name", name), new PrintJob.Line("Date of birth", "1990-05-17"),
                new PrintJob.Line("Gender", "female"), new PrintJob.Line("Nationality", "UTO")), portrait, codeLength);
    }

    static PrintJob job(List<PrintJob.Line> lines, Optional<Bytes> portrait, int codeLength) {
        return new PrintJob("job-1", new CredentialId("00112233445566778899aabbccddeeff"), PdfCardPrinter.LAYOUT,
                "7CK4RW9DT", "Identity Authority", new ArrayList<>(lines), portrait, code(codeLength),
                LocalDate.of(2026, 11, 24), LocalDate.of(2036, 11, 23));
    }

    /** Text as it is in a claim 169 code. */
    static String code(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(BASE45.charAt(random.nextInt(BASE45.length())));
        }
        return text.toString();
    }

    static Bytes picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0xc9, 0xd8, 0xe6));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(0x2f, 0x4d, 0x76));
        graphics.fillOval(width / 6, height * 2 / 3, width * 2 / 3, height * 2 / 3);
        graphics.setColor(new Color(0xd9, 0xa8, 0x86));
        graphics.fillOval(width / 3, height / 5, width / 3, height * 2 / 5);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("No writer for " + format);
        }
        return Bytes.of(bytes.toByteArray());
    }
}
