package id.plugins.printers.pdf;

import id.api.value.Bytes;
import id.fuzz.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Portraits, as a picture or in a face image record of ISO/IEC 19794-5. */
public class PortraitFuzzTest extends FuzzTest {
    private static final int FACE_HEADERS = 14 + 4 + 14 + 6 + 12;

    @Override
    protected List<byte[]> seeds() throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        for (String format : List.of("png", "jpeg", "bmp", "tiff")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(16, 20, BufferedImage.TYPE_INT_RGB), format, out);
            seeds.add(out.toByteArray());
            seeds.add(record("010\0", out.toByteArray()));
            seeds.add(record("030\0", out.toByteArray()));
        }
        return seeds;
    }

    private static byte[] record(String version, byte[] picture) {
        ByteBuffer record = ByteBuffer.allocate(FACE_HEADERS + picture.length);
        record.put("FAC\0".getBytes()).put(version.getBytes()).putInt(record.capacity()).putShort((short) 1);
        record.putInt(record.capacity() - 14).putShort((short) 0);
        return record.position(FACE_HEADERS).put(picture).array();
    }

    @Override
    protected List<String> guides() {
        return List.of("com.github.jaiimageio.**", "jj2000.**");
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            BufferedImage portrait = PortraitImage.of(Bytes.of(input), new ImageLimits(64 * 64));
            if (portrait.getWidth() != 384 || portrait.getHeight() != 480) {
                throw new AssertionError("A portrait of another shape than the frame's");
            }
        } catch (PortraitUnreadableException refusal) {
            if (refusal.getMessage().isBlank()) {
                throw new AssertionError("A refusal says nothing", refusal);
            }
        }
    }
}
