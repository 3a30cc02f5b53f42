package id.plugins.abis.sourceafis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A look at a JPEG 2000 picture (ISO/IEC 15444-1) before its codec gets it. The packets of a picture never hold the bytes FF FF
 * (B.10.1, D.4.1); where they do, the codec reads ones for ever and cannot be stopped.
 */
final class Codestream {
    /** What a picture in boxes begins with (I.5.1); one without is the codestream alone. */
    private static final long BOXES = 0x0000000C_6A502020L;
    private static final int CODESTREAM_BOX = 0x6A703263;
    private static final int BOX_HEADER = 8;
    private static final int LONG_BOX_HEADER = 16;
    private static final int START_OF_DATA = 0x93;

    private Codestream() {}

    /**
     * What the codec may get of a picture: all up to the end of its codestream, since it reads on into whatever follows.
     * Empty when the codec would not come back from it, whichever way it goes through the boxes.
     */
    static Optional<byte[]> readable(byte[] picture) {
        int end = end(picture);
        return packetsEnd(picture, end) ? Optional.of(Arrays.copyOf(picture, end)) : Optional.empty();
    }

    /** The end of the box of the codestream; that of the picture where the boxes are broken, or there are none. */
    private static int end(byte[] picture) {
        ByteBuffer boxes = ByteBuffer.wrap(picture);
        if (picture.length < BOX_HEADER || boxes.getLong(0) != BOXES) {
            return picture.length;
        }
        for (int at = 0; at <= picture.length - BOX_HEADER;) {
            long length = Integer.toUnsignedLong(boxes.getInt(at));
            int header = BOX_HEADER;
            if (length == 1 && at <= picture.length - LONG_BOX_HEADER) {
                length = boxes.getLong(at + BOX_HEADER);
                header = LONG_BOX_HEADER;
            }
            if (length < header || length > picture.length - at) {
                return picture.length;
            }
            if (boxes.getInt(at + 4) == CODESTREAM_BOX) {
                return at + (int) length;
            }
            at += (int) length;
        }
        return picture.length;
    }

    private static boolean packetsEnd(byte[] bytes, int to) {
        boolean data = false;
        for (int i = 0; i < to - 1; i++) {
            if ((bytes[i] & 0xff) == 0xff) {
                int next = bytes[i + 1] & 0xff;
                data |= next == START_OF_DATA;
                if (data && next == 0xff) {
                    return false;
                }
            }
        }
        return true;
    }
}
