package id.plugins.abis.sourceafis;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import id.api.biometric.BiometricError;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures that the JDK's Image I/O reads, and JPEG 2000 by a codec of its kind. */
final class RasterImages {
    private static final int JPEG_TAIL = 1024;

    private RasterImages() {}

    static GrayImage decode(SampleFormat format, byte[] data, ImageLimits limits, double dpi) {
        if ((format == SampleFormat.JPEG || format == SampleFormat.JPEG2000) && !endsWithEndMarker(data)) {
            // Both decoders fill up what is missing with grey and go on: half a finger must not pass for one.
            throw unreadable(format, null);
        }
        byte[] readable = format == SampleFormat.JPEG2000 ? Codestream.readable(data).orElseThrow(() -> unreadable(format, null)) : data;
        try (ImageInputStream input = new PictureStream(readable)) {
            ImageReader reader = reader(format);
            try {
                return read(reader, input, format, limits, dpi);
            } finally {
                reader.dispose();
            }
        } catch (IOException broken) {
            throw unreadable(format, broken);
        }
    }

    private static GrayImage read(ImageReader reader, ImageInputStream input, SampleFormat format, ImageLimits limits,
            double dpi) throws IOException {
        reader.setInput(input, true, true);
        limits.check(reader.getWidth(0), reader.getHeight(0));
        AtomicReference<String> warning = new AtomicReference<>();
        reader.addIIOReadWarningListener((source, text) -> warning.set(text));
        BufferedImage image = reader.read(0);
        if (format == SampleFormat.JPEG && warning.get() != null) {
            throw unreadable(format, null);
        }
        return new GrayImage(image.getWidth(), image.getHeight(), gray(image), dpi);
    }

    private static ImageReader reader(SampleFormat format) throws IOException {
        if (format == SampleFormat.JPEG2000) {
            return new J2KImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            // None of another library, should one be seen: the runtime's look at the length of the picture.
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, "format",
                "This Java runtime reads no " + format);
    }

    private static boolean endsWithEndMarker(byte[] data) {
        for (int i = data.length - 2; i >= Math.max(0, data.length - JPEG_TAIL); i--) {
            if ((data[i] & 0xff) == 0xff && (data[i + 1] & 0xff) == 0xd9) {
                return true;
            }
        }
        return false;
    }

    private static byte[] gray(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY
                && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getData().length == width * height) {
            return buffer.getData();
        }
        byte[] pixels = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) luminance(row[x]);
            }
        }
        return pixels;
    }

    /** Rec. 601 weights over white paper, so that transparent parts do not read as ink. */
    private static int luminance(int argb) {
        int alpha = argb >>> 24;
        int gray = (299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff)) / 1000;
        return (gray * alpha + 255 * (255 - alpha)) / 255;
    }

    private static IdentityException unreadable(SampleFormat format, Throwable cause) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                "The bytes are no whole " + format + " picture: export or capture it again", cause);
    }
}
