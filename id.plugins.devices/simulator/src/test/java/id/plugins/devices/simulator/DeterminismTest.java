package id.plugins.devices.simulator;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.Test;

/**
 * The same person gives the same bytes on every machine and in every release: galleries and golden files of integrators
 * depend on it. A change of these digests is a change that they have to hear of.
 */
public class DeterminismTest {

    @Test
    public void recordsAreTheSameEverywhere() throws NoSuchAlgorithmException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int person = 0; person < 200; person++) {
            all.writeBytes(MinutiaeRecord.of(MasterFinger.of(person * 0x9e3779b97f4a7c15L, person % 11), person));
        }
        assertEquals("b7edd9e0ce5f09d9e41498f5bf28414dc49469b373d44e66c236156a5c96b3ce", digest(all.toByteArray()));
    }

    @Test
    public void imagesAreTheSameEverywhere() throws NoSuchAlgorithmException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int person = 0; person < 6; person++) {
            byte[] pixels = new FingerprintPainter(MasterFinger.of(person, 1 + person)).paint(person);
            all.writeBytes(PngWriter.gray(Impression.WIDTH, Impression.HEIGHT, pixels, 500));
        }
        assertEquals("b07dc90511ca73fac07c6071410268dc7c55e591315123fcd0fd09bdccba9ec3", digest(all.toByteArray()));
    }

    @Test
    public void portraitsAreTheSameEverywhere() throws NoSuchAlgorithmException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int person = 0; person < 10; person++) {
            all.writeBytes(PngWriter.color(PortraitPainter.WIDTH, PortraitPainter.HEIGHT,
                    PortraitPainter.paint(person, person), 300));
        }
        assertEquals("9e0146e8b2f05bbcf75da76c516ab74f60fd5351bf68e3e8cead80598f6e2a2e", digest(all.toByteArray()));
    }

    @Test
    public void theOrderOfCapturesDoesNotMatter() {
        MasterFinger finger = MasterFinger.of(77, 2);
        FingerprintPainter painter = new FingerprintPainter(finger);
        byte[] third = painter.paint(3);
        painter.paint(1);
        assertArrayEquals(third, painter.paint(3));
        assertArrayEquals(third, new FingerprintPainter(MasterFinger.of(77, 2)).paint(3));
    }

    private static String digest(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
