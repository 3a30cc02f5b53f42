package id.plugins.devices.simulator;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import org.junit.Test;

public class PngWriterTest {

    @Test
    public void othersReadWhatItPacks() throws DataFormatException {
        SeededStream random = SeededStream.of(1);
        for (int size = 0; size < 700; size++) {
            checkPacking(fill(random, size, 1 + random.below(256), random.unit()));
        }
        checkPacking(new byte[200_000]);
        checkPacking(fill(random, 300_000, 256, 0));
        checkPacking(fill(random, 300_000, 3, 0.99));
    }

    @Test
    public void codesStayShortForLopsidedFrequencies() throws DataFormatException {
        // Fibonacci frequencies make the deepest trees.
        byte[] data = new byte[2_200_000];
        int at = 0;
        int a = 1;
        int b = 1;
        for (int symbol = 0; at + a < data.length; symbol++) {
            for (int i = 0; i < a; i++) {
                // Another symbol between, for else it would be a run.
                data[at++] = (byte) (i % 2 == 0 ? symbol : symbol + 100);
            }
            int next = a + b;
            a = b;
            b = next;
        }
        checkPacking(Arrays.copyOf(data, at));
    }

    private static byte[] fill(SeededStream random, int size, int symbols, double repeat) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = i > 0 && random.chance(repeat) ? data[i - 1] : (byte) random.below(symbols);
        }
        return data;
    }

    private static void checkPacking(byte[] data) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Deflate.zlib(data));
            byte[] back = new byte[data.length + 1];
            assertEquals(data.length, inflater.inflate(back));
            assertTrue(inflater.finished());
            assertArrayEquals(data, Arrays.copyOf(back, data.length));
        } finally {
            inflater.end();
        }
    }

    @Test
    public void othersReadItsPictures() throws IOException {
        SeededStream random = SeededStream.of(2);
        byte[] gray = fill(random, 37 * 23, 256, 0.5);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(PngWriter.gray(37, 23, gray, 500)));
        byte[] color = fill(random, 3 * 37 * 23, 256, 0.5);
        BufferedImage colored = ImageIO.read(new ByteArrayInputStream(PngWriter.color(37, 23, color, 300)));
        for (int i = 0; i < gray.length; i++) {
            assertEquals(gray[i] & 0xff, picture.getRaster().getSample(i % 37, i / 37, 0));
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(color[3 * i + channel] & 0xff,
                        colored.getRGB(i % 37, i / 37) >> 16 - 8 * channel & 0xff);
            }
        }
    }
}
