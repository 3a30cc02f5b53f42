package id.plugins.printers.pdf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import id.api.value.Bytes;

/**
 * Gets the picture, JPEG or JPEG 2000, out of a face image record of ISO/IEC 19794-5 ("FAC"): of the edition of 2005
 * the first face, of that of 2011 the only one.
 */
final class FaceRecord {
    private static final int MAGIC = 0x46414300;
    private static final int VERSION_2005 = 0x30313000;
    private static final int HEADERS_2011 = 40;
    private static final int JPEG_START = 0xffd8ff;
    private static final int JPEG2000_FILE = 0x0000000c;
    private static final int JPEG2000_STREAM = 0xff4fff51;
    private static final int FEATURE_POINT_BYTES = 8;
    private static final int IMAGE_INFORMATION_BYTES = 12;

    private FaceRecord() {}

    static boolean isRecord(Bytes data) {
        return data.size() >= 8 && data.buffer().getInt() == MAGIC;
    }

    static Bytes picture(Bytes data) throws PortraitUnreadableException {
        ByteBuffer record = data.buffer();
        try {
            return picture(record);
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            throw new PortraitUnreadableException("The face image record is cut short");
        }
    }

    private static Bytes picture(ByteBuffer record) throws PortraitUnreadableException {
        record.getInt();
        if (record.getInt() != VERSION_2005) {
            return pictureAtEnd(record.rewind());
        }
        long length = Integer.toUnsignedLong(record.getInt());
        int faces = Short.toUnsignedInt(record.getShort());
        if (faces == 0 || length > record.limit()) {
            throw new PortraitUnreadableException("The face image record holds no face or is cut short");
        }
        int start = record.position();
        long block = Integer.toUnsignedLong(record.getInt());
        int featurePoints = Short.toUnsignedInt(record.getShort());
        // Gender, eye colour, hair colour, feature mask (3), expression (2), pose (3) and its uncertainty (3).
        skip(record, 14);
        skip(record, featurePoints * FEATURE_POINT_BYTES + IMAGE_INFORMATION_BYTES);
        long size = start + block - record.position();
        if (size <= 0 || size > record.remaining()) {
            throw new PortraitUnreadableException("The face image record holds no whole picture");
        }
        byte[] picture = new byte[(int) size];
        record.get(picture);
        return Bytes.of(picture);
    }

    /**
     * The edition of 2011 has headers of many lengths, with the picture after all of them: it is found by its first
     * bytes.
     */
    private static Bytes pictureAtEnd(ByteBuffer record) throws PortraitUnreadableException {
        for (int i = HEADERS_2011; i + 4 <= record.limit(); i++) {
            int start = record.getInt(i);
            if (start >>> 8 == JPEG_START || start == JPEG2000_FILE || start == JPEG2000_STREAM) {
                byte[] picture = new byte[record.limit() - i];
                record.get(i, picture);
                return Bytes.of(picture);
            }
        }
        throw new PortraitUnreadableException("The face image record holds no JPEG or JPEG 2000 picture");
    }

    private static void skip(ByteBuffer record, int count) {
        record.position(record.position() + count);
    }
}
