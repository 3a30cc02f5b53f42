package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.Test;

public class SourceAfisMatcherTest {
    private final SourceAfisMatcher matcher = new SourceAfisMatcher(config(4_000_000, 8));

    @Test
    public void twoImpressionsOfAFingerMatchAndTwoFingersDoNot() {
        BiometricTemplate first = matcher.extract(record(1, 0));
        assertTrue(matcher.compare(first, matcher.extract(record(1, 1))).falseMatchRate().value() < 1e-6);
        assertTrue(matcher.compare(first, matcher.extract(record(2, 0))).falseMatchRate().value() > 1e-3);
    }

    @Test
    public void everyPictureFormatOfTheSamePixelsYieldsTheSamePixels() throws IOException {
        BufferedImage picture = stripes(300, 400);
        FingerImageDecoder decoder = new FingerImageDecoder(new ImageLimits(4_000_000));
        byte[] expected = decoder.decode(sample(SampleFormat.PNG, encode(picture, "png"))).pixels();
        assertTrue(Arrays.equals(expected, decoder.decode(sample(SampleFormat.BMP, encode(picture, "bmp"))).pixels()));
        assertTrue(
                Arrays.equals(expected, decoder.decode(sample(SampleFormat.TIFF, encode(picture, "tiff"))).pixels()));
        byte[] raw = Records.image2005(2, 300, 400, 0, expected);
        assertTrue(Arrays.equals(expected, decoder.decode(sample(SampleFormat.ISO19794_4_2005, raw)).pixels()));
        byte[] jpeg = decoder.decode(sample(SampleFormat.JPEG, encode(picture, "jpg"))).pixels();
        assertEquals(expected.length, jpeg.length);
    }

    @Test
    public void everyFormatCutShortAnywhereIsUnreadableAndNothingElse() throws IOException {
        BufferedImage picture = stripes(200, 200);
        byte[] pixels = new byte[200 * 200];
        check(SampleFormat.PNG, encode(picture, "png"));
        check(SampleFormat.JPEG, encode(picture, "jpg"));
        check(SampleFormat.BMP, encode(picture, "bmp"));
        check(SampleFormat.ISO19794_4_2005, Records.image2005(2, 200, 200, 0, pixels));
        check(SampleFormat.ISO19794_2_2005, Records.minutiae(1, 0));
    }

    private void check(SampleFormat format, byte[] whole) {
        for (int tenth = 1; tenth < 10; tenth++) {
            byte[] cut = Arrays.copyOf(whole, whole.length * tenth / 10);
            IdentityException refused = assertThrows(format + " at " + tenth, IdentityException.class,
                    () -> matcher.extract(sample(format, cut)));
            assertEquals(format + " at " + tenth, BiometricError.SAMPLE_UNREADABLE, refused.code());
        }
    }

    @Test
    public void randomBytesUnderEveryNameAreRefusedWithACode() {
        Random random = new Random(4);
        for (SampleFormat format : SampleFormat.values()) {
            for (int i = 0; i < 20; i++) {
                byte[] noise = new byte[200 + random.nextInt(2000)];
                random.nextBytes(noise);
                assertThrows(format.name(), IdentityException.class, () -> matcher.extract(sample(format, noise)));
            }
        }
    }

    @Test
    public void aDecompressionBombIsRefusedFromItsHeader() {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> matcher.assess(sample(SampleFormat.PNG, pngHeader(60_000, 60_000))));
        assertEquals(BiometricError.SAMPLE_TOO_LARGE, refused.code());
        byte[] record = Records.image2005(2, 65_000, 65_000, 5, new byte[100]);
        IdentityException refusedRecord = assertThrows(IdentityException.class,
                () -> matcher.assess(sample(SampleFormat.ISO19794_4_2005, record)));
        assertEquals(BiometricError.SAMPLE_TOO_LARGE, refusedRecord.code());
    }

    @Test
    public void anEmptyPictureScoresNothingAndHasNoFeatures() throws IOException {
        BufferedImage white = new BufferedImage(300, 400, BufferedImage.TYPE_BYTE_GRAY);
        white.createGraphics().fillRect(0, 0, 300, 400);
        BiometricSample sample = sample(SampleFormat.PNG, encode(white, "png"));
        assertEquals(0, matcher.assess(sample).value());
        IdentityException refused = assertThrows(IdentityException.class, () -> matcher.extract(sample));
        assertEquals(BiometricError.SAMPLE_WITHOUT_FEATURES, refused.code());
    }

    @Test
    public void aRecordOfAnotherFingerThanSaidIsAMixUp() {
        byte[] leftIndex = Records.image2005(7, 200, 200, 0, new byte[200 * 200]);
        IdentityException refused = assertThrows(IdentityException.class,
                () -> matcher.assess(sample(SampleFormat.ISO19794_4_2005, leftIndex)));
        assertEquals(BiometricError.POSITION_MISMATCH, refused.code());
    }

    @Test
    public void wrongSettingsAreRefusedByKeyAndRange() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new SourceAfisMatcher(config(1, 8))).getMessage()
                .startsWith("maxPixels"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new SourceAfisMatcher(config(4096, 0)))
                .getMessage().startsWith("minimumMinutiae"));
    }

    private static BiometricSample record(long seed, int impression) {
        return sample(SampleFormat.ISO19794_2_2005, Records.minutiae(seed, impression));
    }

    private static BiometricSample sample(SampleFormat format, byte[] data) {
        return Records.sample(Position.RIGHT_INDEX, format, data);
    }

    private static BufferedImage stripes(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int gray = (int) Math.clamp(128 + 100 * Math.sin((x + y / 3.0) / 1.5) + random.nextInt(20), 0, 255);
                image.getRaster().setSample(x, y, 0, gray);
            }
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out));
        return out.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(8 + 25);
        out.put(new byte[]{ (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }).putInt(13);
        byte[] header = ByteBuffer.allocate(17).put("IHDR".getBytes()).putInt(width).putInt(height).put((byte) 8)
                .put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 0).array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return out.put(header).putInt((int) crc.getValue()).array();
    }

    static SourceAfisMatcher.Config config(long maxPixels, int minimumMinutiae) {
        return new SourceAfisMatcher.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return SourceAfisMatcher.Config.class;
            }

            @Override
            public long maxPixels() {
                return maxPixels;
            }

            @Override
            public int minimumMinutiae() {
                return minimumMinutiae;
            }
        };
    }
}
