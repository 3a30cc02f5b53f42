package id.plugins.abis.sourceafis;

import java.nio.ByteBuffer;

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

    /** Whether the codec comes back from it, read or refused. */
    static boolean ends(byte[] picture) {
        ByteBuffer boxes = ByteBuffer.wrap(picture);
        if (picture.length < BOX_HEADER || boxes.getLong(0) != BOXES) {
            return packetsEnd(picture, 0, picture.length);
        }
        for (long at = 0; at <= picture.length - BOX_HEADER;) {
            int start = (int) at;
            long length = Integer.toUnsignedLong(boxes.getInt(start));
            int header = BOX_HEADER;
            if (length == 1 && start <= picture.length - LONG_BOX_HEADER) {
                length = boxes.getLong(start + BOX_HEADER);
                header = LONG_BOX_HEADER;
            }
            // 0 is up to the end; what is shorter than its own header is broken, and the rest is looked at as it is.
            long end = length < header || length > picture.length - at ? picture.length : at + length;
            if ((boxes.getInt(start + 4) == CODESTREAM_BOX || length < header)
                    && !packetsEnd(picture, start + header, (int) end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static boolean packetsEnd(byte[] bytes, int from, int to) {
        boolean data = false;
        for (int i = from; i < to - 1; i++) {
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
