package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.error.IdentityException;
import java.nio.ByteBuffer;
import org.jnbis.api.model.Bitmap;
import org.jnbis.internal.WsqDecoder;

/** WSQ pictures (FBI IAFIS-IC-0110). */
final class WsqImages {
    private static final int START_OF_IMAGE = 0xffa0;
    private static final int END_OF_IMAGE = 0xffa1;
    private static final int START_OF_FRAME = 0xffa2;
    private static final int START_OF_BLOCK = 0xffa3;

    private WsqImages() {}

    static GrayImage decode(byte[] data, ImageLimits limits, double dpi) {
        checkFrame(ByteBuffer.wrap(data), limits);
        if (!hasEnd(data)) {
            throw unreadable("is cut short", null);
        }
        try {
            Bitmap bitmap = new WsqDecoder().decode(data);
            return new GrayImage(bitmap.getWidth(), bitmap.getHeight(), bitmap.getPixels(), dpi);
        } catch (RuntimeException broken) {
            throw unreadable("does not unpack", broken);
        }
    }

    /** Walks the segments up to the frame header, which says how large the picture will be. */
    private static void checkFrame(ByteBuffer data, ImageLimits limits) {
        if (data.remaining() < 4 || Short.toUnsignedInt(data.getShort()) != START_OF_IMAGE) {
            throw unreadable("has no start", null);
        }
        while (data.remaining() >= 4) {
            int marker = Short.toUnsignedInt(data.getShort());
            int start = data.position();
            int length = Short.toUnsignedInt(data.getShort());
            if (marker == START_OF_FRAME && data.remaining() >= 6) {
                data.getShort();
                int height = Short.toUnsignedInt(data.getShort());
                int width = Short.toUnsignedInt(data.getShort());
                limits.check(width, height);
                return;
            }
            if (marker == START_OF_BLOCK || marker >>> 8 != 0xff || length < 2 || start + length > data.limit()) {
                break;
            }
            data.position(start + length);
        }
        throw unreadable("has no frame header", null);
    }

    private static boolean hasEnd(byte[] data) {
        for (int i = data.length - 2; i >= Math.max(0, data.length - 64); i--) {
            if (((data[i] & 0xff) << 8 | data[i + 1] & 0xff) == END_OF_IMAGE) {
                return true;
            }
        }
        return false;
    }

    private static IdentityException unreadable(String what, Throwable cause) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                "The WSQ picture " + what + ": export or capture it again", cause);
    }
}
