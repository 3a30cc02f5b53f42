package id.plugins.printers.pdf;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import id.api.biometric.BiometricError;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Portraits as pictures: PNG, JPEG, BMP, TIFF, JPEG 2000, and ISO/IEC 19794-5 face image records with JPEG or JPEG 2000
 * inside.
 */
final class Portraits {
    private static final long MAX_PIXELS = 25_000_000;
    private static final byte[] JPEG = { (byte) 0xff, (byte) 0xd8, (byte) 0xff };
    private static final byte[] JP2 = { 0, 0, 0, 0x0c, 'j', 'P', ' ', ' ' };
    private static final byte[] JPEG2000_STREAM = { (byte) 0xff, 0x4f, (byte) 0xff, 0x51 };
    /** Rendered at 300 dpi the portrait of a card has 260 pixels across; twice that is plenty. */
    private static final int MAX_SIDE = 700;

    private Portraits() {}

    static BufferedImage decode(Bytes portrait) {
        try {
            SampleFormat format = SampleFormat.detect(portrait).orElseThrow(() -> unreadable(null));
            byte[] data = portrait.toArray();
            return switch (format) {
                case PNG, JPEG, BMP, TIFF, JPEG2000 -> read(format, data);
                case ISO19794_5_2005, ISO19794_5_2011 -> inRecord(data);
                case WSQ, ISO19794_2_2005, ISO19794_2_2011, ISO19794_4_2005, ISO19794_4_2011, ISO19794_6_2011 ->
                    throw unreadable(null);
            };
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw unreadable(broken);
        }
    }

    /** Both editions put the picture last, after headers of different lengths: it is found by its first bytes. */
    private static BufferedImage inRecord(byte[] record) throws IOException {
        int jpeg = indexOf(record, JPEG);
        int jp2 = indexOf(record, JP2);
        int stream = indexOf(record, JPEG2000_STREAM);
        if (jp2 >= 0 || stream >= 0) {
            return read(SampleFormat.JPEG2000, Arrays.copyOfRange(record, jp2 >= 0 ? jp2 : stream, record.length));
        }
        if (jpeg < 0) {
            throw unreadable(null);
        }
        return read(SampleFormat.JPEG, Arrays.copyOfRange(record, jpeg, record.length));
    }

    private static BufferedImage read(SampleFormat format, byte[] data) throws IOException {
        ImageReader reader = reader(format);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                throw new IdentityException(BiometricError.SAMPLE_TOO_LARGE, "portrait",
                        "The portrait has more than " + MAX_PIXELS + " pixels");
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(SampleFormat format) throws IOException {
        if (format == SampleFormat.JPEG2000) {
            return new J2KImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        if (!readers.hasNext()) {
            throw unreadable(null);
        }
        return readers.next();
    }

    /**
     * The middle of a picture in an aspect ratio (width by height), without transparency, no larger than a card needs.
     */
    static BufferedImage cropped(BufferedImage picture, float aspect) {
        int width = Math.min(picture.getWidth(), Math.round(picture.getHeight() * aspect));
        int height = Math.min(picture.getHeight(), Math.round(picture.getWidth() / aspect));
        int left = (picture.getWidth() - width) / 2;
        // Faces sit in the upper part of a portrait.
        int top = (picture.getHeight() - height) / 3;
        double scale = Math.min(1, (double) MAX_SIDE / Math.max(width, height));
        int outWidth = Math.max(1, (int) Math.round(width * scale));
        int outHeight = Math.max(1, (int) Math.round(height * scale));
        BufferedImage out = new BufferedImage(outWidth, outHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, outWidth, outHeight, left, top, left + width, top + height, Color.WHITE,
                null);
        graphics.dispose();
        return out;
    }

    private static int indexOf(byte[] data, byte[] sought) {
        for (int i = 0; i + sought.length <= data.length; i++) {
            if (Arrays.equals(data, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }

    private static IdentityException unreadable(Throwable cause) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "portrait",
                "The portrait is no readable picture: capture it again", cause);
    }
}
