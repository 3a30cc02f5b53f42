package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Test data: minutiae records of made-up fingers, and finger image records around any packed picture. */
final class Records {
    private Records() {}

    /** An ISO/IEC 19794-2:2005 record of finger {@code seed}, moved and jittered as impression {@code impression}. */
    static byte[] minutiae(long seed, int impression) {
        Random finger = new Random(seed * 31 + 7);
        Random capture = new Random(seed * 1_000_003 + impression);
        int count = 36;
        double angle = (capture.nextDouble() - 0.5) * 0.5;
        ByteBuffer out = ByteBuffer.allocate(24 + 4 + 6 * count + 2);
        out.put("FMR\0 20\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(out.capacity()).putShort((short) 0);
        out.putShort((short) 500).putShort((short) 500).putShort((short) 197).putShort((short) 197).put((byte) 1)
                .put((byte) 0);
        out.put((byte) 2).put((byte) 0).put((byte) 80).put((byte) count);
        for (int i = 0; i < count; i++) {
            double x = 60 + finger.nextDouble() * 280 - 200;
            double y = 60 + finger.nextDouble() * 380 - 250;
            double direction = finger.nextDouble() * 2 * Math.PI;
            boolean ending = finger.nextBoolean();
            double turnedX = x * Math.cos(angle) - y * Math.sin(angle) + 220 + capture.nextGaussian();
            double turnedY = x * Math.sin(angle) + y * Math.cos(angle) + 270 + capture.nextGaussian();
            double turned = direction - angle + capture.nextGaussian() * 0.03;
            int code = (int) Math.floorMod(Math.round(turned / (2 * Math.PI) * 256), 256L);
            out.putShort((short) ((ending ? 0x4000 : 0x8000) | (int) Math.clamp(turnedX, 0, 499)));
            out.putShort((short) (int) Math.clamp(turnedY, 0, 499)).put((byte) code).put((byte) 0);
        }
        out.putShort((short) 0);
        return out.array();
    }

    static BiometricSample sample(Position position, SampleFormat format, byte[] data) {
        return new BiometricSample(Modality.FINGER, position, format, Bytes.of(data));
    }

    /** An ISO/IEC 19794-4:2005 record with one picture. */
    static byte[] image2005(int position, int width, int height, int compression, byte[] packed) {
        ByteBuffer out = ByteBuffer.allocate(32 + 14 + packed.length);
        out.put("FIR\0".getBytes(StandardCharsets.ISO_8859_1)).put("010\0".getBytes(StandardCharsets.ISO_8859_1));
        out.putShort((short) 0).putInt(out.capacity()).putInt(0).put((byte) 1).put((byte) 1);
        out.putShort((short) 500).putShort((short) 500).putShort((short) 500).putShort((short) 500);
        out.put((byte) 8).put((byte) compression).putShort((short) 0);
        out.putInt(14 + packed.length).put((byte) position).put((byte) 1).put((byte) 1).put((byte) 80).put((byte) 0);
        out.putShort((short) width).putShort((short) height).put((byte) 0).put(packed);
        return out.array();
    }
}
