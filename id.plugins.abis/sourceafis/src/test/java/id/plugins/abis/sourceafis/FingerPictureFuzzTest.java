package id.plugins.abis.sourceafis;

import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.fuzz.FuzzTest;
import id.fuzz.Refused;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Finger pictures: WSQ, JPEG 2000, what the JDK reads, and the records of ISO/IEC 19794-4 around any of them. The first
 * byte says as what the rest is sent. A picture has as many pixels as it says, and never more than the limit.
 */
public class FingerPictureFuzzTest extends FuzzTest {
    private static final List<SampleFormat> FORMATS = List.of(SampleFormat.WSQ, SampleFormat.JPEG2000, SampleFormat.PNG,
            SampleFormat.JPEG, SampleFormat.BMP, SampleFormat.TIFF, SampleFormat.ISO19794_4_2005,
            SampleFormat.ISO19794_4_2011);
    private static final int MAX_PIXELS = 256 * 256;
    private static final int SIDE = 64;
    /** Start of a WSQ picture: frame header of 64 by 64 pixels after a transform table, no data. */
    private static final String WSQ = "ffa0ffa4000407080000ffa2001100ff00400040013fff01000000a1ffa1";

    @Override
    protected List<byte[]> seeds() throws Exception {
        BufferedImage image = image();
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(input(SampleFormat.WSQ, HexFormat.of().parseHex(WSQ)));
        for (SampleFormat format : List.of(SampleFormat.PNG, SampleFormat.JPEG, SampleFormat.BMP, SampleFormat.TIFF)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, format.name(), out);
            seeds.add(input(format, out.toByteArray()));
        }
        byte[] jpeg2000 = jpeg2000(image);
        byte[] raw = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        seeds.add(input(SampleFormat.JPEG2000, jpeg2000));
        seeds.add(input(SampleFormat.ISO19794_4_2005, Records.image2005(7, SIDE, SIDE, 4, jpeg2000)));
        seeds.add(input(SampleFormat.ISO19794_4_2005, Records.image2005(7, SIDE, SIDE, 0, raw)));
        seeds.add(input(SampleFormat.ISO19794_4_2011, Records.image2005(7, SIDE, SIDE, 0, raw)));
        return seeds;
    }

    /** Stripes, as ridges are. */
    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.getRaster().setSample(x, y, 0, (x + y / 2) % 9 < 4 ? 20 : 230);
            }
        }
        return image;
    }

    private static byte[] jpeg2000(BufferedImage image) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(image);
        }
        return out.toByteArray();
    }

    private static byte[] input(SampleFormat format, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FORMATS.indexOf(format));
        out.writeBytes(data);
        return out.toByteArray();
    }

    @Override
    protected List<String> guides() {
        return List.of("org.jnbis.**", "com.github.jaiimageio.**", "jj2000.**");
    }

    @Override
    protected int longest() {
        return 6_000;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        SampleFormat format = FORMATS.get(Math.floorMod(input[0], FORMATS.size()));
        GrayImage picture;
        try {
            BiometricSample sample = Records.sample(Position.RIGHT_INDEX, format, Arrays.copyOfRange(input, 1, input.length));
            picture = new FingerImageDecoder(new ImageLimits(MAX_PIXELS)).decode(sample);
        } catch (IdentityException refusal) {
            Refused.properly(refusal);
            return;
        }
        if (picture.pixels().length != picture.width() * picture.height() || picture.pixels().length > MAX_PIXELS) {
            throw new AssertionError("A picture of " + picture.width() + " x " + picture.height() + " has "
                    + picture.pixels().length + " pixels");
        }
    }
}
