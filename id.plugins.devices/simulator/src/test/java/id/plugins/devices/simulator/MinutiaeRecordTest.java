package id.plugins.devices.simulator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.machinezoo.sourceafis.FingerprintCompatibility;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.Test;

public class MinutiaeRecordTest {
    private static final int PEOPLE = 300;

    @Test
    public void isAValidRecordOfOneView() {
        for (int person = 0; person < PEOPLE; person++) {
            for (int position = 0; position <= 10; position += 5) {
                byte[] record = MinutiaeRecord.of(MasterFinger.of(person, position), person % 7);
                ByteBuffer in = ByteBuffer.wrap(record);
                assertEquals("FMR\0", text(in));
                assertEquals(" 20\0", text(in));
                assertEquals(record.length, in.getInt());
                assertEquals("capture equipment", 0, in.getShort());
                assertEquals(Impression.WIDTH, in.getShort());
                assertEquals(Impression.HEIGHT, in.getShort());
                assertEquals("500 dpi", 197, in.getShort());
                assertEquals("500 dpi", 197, in.getShort());
                assertEquals("views", 1, in.get());
                assertEquals("reserved", 0, in.get());
                assertEquals(position, in.get());
                assertEquals("view 0, live-scan plain", 0, in.get());
                int quality = in.get();
                assertTrue(quality >= 60 && quality <= 100);
                int count = in.get();
                for (int i = 0; i < count; i++) {
                    checkMinutia(in);
                }
                assertEquals("no extended data", 0, in.getShort());
                assertFalse(in.hasRemaining());
            }
        }
    }

    private static void checkMinutia(ByteBuffer in) {
        int x = in.getShort() & 0xffff;
        int y = in.getShort() & 0xffff;
        int type = x >> 14;
        assertTrue("ending or fork", type == 1 || type == 2);
        assertTrue((x & 0x3fff) < Impression.WIDTH);
        assertTrue("two reserved bits", y < Impression.HEIGHT);
        in.get();
        int quality = in.get();
        assertTrue(quality >= 1 && quality <= 100);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[4];
        in.get(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    public void holdsAsManyMinutiaeAsAPlainImpression() {
        double sum = 0;
        for (int person = 0; person < PEOPLE; person++) {
            int count = MinutiaeRecord.of(MasterFinger.of(person, 2), 0)[27];
            assertTrue("person " + person + " has " + count, count >= 10 && count <= 80);
            sum += count;
        }
        assertTrue("mean " + sum / PEOPLE, sum / PEOPLE >= 30 && sum / PEOPLE <= 60);
    }

    @Test
    public void isReadByOthers() {
        for (int person = 0; person < 20; person++) {
            byte[] record = MinutiaeRecord.of(MasterFinger.of(person, 3), 1);
            assertEquals(1, FingerprintCompatibility.importTemplates(record).size());
        }
    }

    @Test
    public void fingersAndCapturesDiffer() {
        MasterFinger finger = MasterFinger.of(5, 2);
        assertFalse(Arrays.equals(MinutiaeRecord.of(finger, 0), MinutiaeRecord.of(finger, 1)));
        assertFalse(Arrays.equals(MinutiaeRecord.of(finger, 0), MinutiaeRecord.of(MasterFinger.of(5, 3), 0)));
        assertFalse(Arrays.equals(MinutiaeRecord.of(finger, 0), MinutiaeRecord.of(MasterFinger.of(6, 2), 0)));
    }
}
