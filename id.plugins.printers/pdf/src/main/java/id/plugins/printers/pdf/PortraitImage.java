package id.plugins.printers.pdf;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;

import id.api.biometric.SampleFormat;
import id.api.value.Bytes;

/** Portraits of every format that a station sends, as the picture on the card: cropped to its shape, opaque. */
final class PortraitImage {
    /** 300 dpi and a little more at the size in print. */
    private static final int HEIGHT = 480;
    private static final int WIDTH = HEIGHT * 4 / 5;

    private PortraitImage() {}

    static BufferedImage of(Bytes data, ImageLimits limits) throws PortraitUnreadableException {
        Bytes picture = FaceRecord.isRecord(data) ? FaceRecord.picture(data) : data;
        SampleFormat format = SampleFormat.detect(picture)
                .orElseThrow(() -> new PortraitUnreadableException("The portrait is in no known picture format"));
        try {
            return cropped(decode(format, picture.toArray(), limits));
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            // Decoders answer broken bytes with whatever they stumble into; what they say may quote the bytes.
            throw new PortraitUnreadableException("The portrait is no readable " + format + " picture");
        } catch (VirtualMachineError | LinkageError notThePicture) {
            throw notThePicture;
        } catch (Error broken) {
            // The codec of JPEG 2000 would end the thread that it runs in, as its program of old did.
            throw new PortraitUnreadableException("The portrait is no readable " + format + " picture");
        }
    }

    private static BufferedImage decode(SampleFormat format, byte[] data, ImageLimits limits)
            throws IOException, PortraitUnreadableException {
        byte[] readable = data;
        if (format == SampleFormat.JPEG2000) {
            readable = Codestream.readable(data)
                    .orElseThrow(() -> new PortraitUnreadableException("The portrait is no readable " + format + " picture"));
        }
        ImageReader reader = reader(format);
        try (ImageInputStream input = new PictureStream(readable)) {
            reader.setInput(input, true, true);
            limits.check(reader.getWidth(0), reader.getHeight(0));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(SampleFormat format) throws IOException, PortraitUnreadableException {
        return switch (format) {
            // No service loading: the codec lies in this bundle, where the JDK would not look for it.
            case JPEG2000 -> new J2KImageReaderSpi().createReaderInstance(null);
            case PNG, JPEG, TIFF, BMP -> readerOfTheRuntime(format);
            case WSQ, ISO19794_2_2005, ISO19794_2_2011, ISO19794_4_2005, ISO19794_4_2011, ISO19794_5_2005,
                    ISO19794_5_2011, ISO19794_6_2011 ->
                throw new PortraitUnreadableException("A portrait in " + format + " cannot be printed");
        };
    }

    /** None of another library, should one be seen: the runtime's look at the length of the picture. */
    private static ImageReader readerOfTheRuntime(SampleFormat format) throws PortraitUnreadableException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new PortraitUnreadableException("This Java runtime reads no " + format);
    }

    /** The middle of the picture in the shape of the frame, a little nearer to the top: that is where faces are. */
    private static BufferedImage cropped(BufferedImage image) {
        int width = Math.min(image.getWidth(), image.getHeight() * WIDTH / HEIGHT);
        int height = Math.min(image.getHeight(), image.getWidth() * HEIGHT / WIDTH);
        int left = (image.getWidth() - width) / 2;
        int top = (image.getHeight() - height) / 3;
        BufferedImage part = image.getSubimage(left, top, Math.max(1, width), Math.max(1, height));
        while (part.getWidth() >= 4 * WIDTH) {
            // Halving first: one step from far larger would skip most pixels.
            part = scaled(part, part.getWidth() / 2, part.getHeight() / 2);
        }
        return scaled(part, WIDTH, HEIGHT);
    }

    private static BufferedImage scaled(BufferedImage source, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            graphics.drawImage(source, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return target;
    }
}
