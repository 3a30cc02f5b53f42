package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first finger picture of an ISO/IEC 19794-4 record. Layouts: 2005 edition clause 7 (32-byte record header, 14-byte
 * picture headers), 2011 edition clause 8 (16-byte record header, representation headers with quality and certification
 * blocks). All numbers are big-endian.
 *
 * @param width
 *            pixels, as the record says
 * @param height
 *            pixels, as the record says
 * @param depth
 *            bits per pixel
 * @param compression
 *            how the picture is packed
 * @param dpi
 *            picture resolution in pixels per inch
 * @param image
 *            the packed picture
 */
record FingerImageRecord(int width, int height, int depth, Compression compression, double dpi, byte[] image) {

    private static final double CENTIMETRES_PER_INCH = 2.54;

    /** How a picture is packed, by the codes that both editions share. */
    enum Compression {
        RAW, WSQ, JPEG, JPEG2000, PNG;

        static Compression ofCode(int code) {
            return switch (code) {
                case 0, 1 -> RAW;
                case 2 -> WSQ;
                case 3 -> JPEG;
                case 4, 5 -> JPEG2000;
                case 6 -> PNG;
                default -> throw unreadable("packs its picture in an unknown way (" + code + ")");
            };
        }
    }

    static FingerImageRecord parse(BiometricSample sample, byte[] data) {
        try {
            ByteBuffer in = ByteBuffer.wrap(data);
            in.position(8);
            return sample.format() == SampleFormat.ISO19794_4_2005 ? parse2005(sample, in) : parse2011(sample, in);
        } catch (BufferUnderflowException | IllegalArgumentException cut) {
            throw unreadable("is cut short");
        }
    }

    private static FingerImageRecord parse2005(BiometricSample sample, ByteBuffer in) {
        long total = (long) unsigned16(in) << 32 | Integer.toUnsignedLong(in.getInt());
        checkLength(total, in.limit());
        skip(in, 4);
        int pictures = unsigned8(in);
        int units = unsigned8(in);
        skip(in, 4);
        int resolution = unsigned16(in);
        skip(in, 2);
        int depth = unsigned8(in);
        Compression compression = Compression.ofCode(unsigned8(in));
        skip(in, 2);
        if (pictures == 0) {
            throw unreadable("holds no picture");
        }
        long block = Integer.toUnsignedLong(in.getInt());
        checkPosition(sample, unsigned8(in));
        skip(in, 4);
        int width = unsigned16(in);
        int height = unsigned16(in);
        skip(in, 1);
        return new FingerImageRecord(width, height, depth, compression, dpi(units, resolution), rest(in, block - 14));
    }

    private static FingerImageRecord parse2011(BiometricSample sample, ByteBuffer in) {
        checkLength(Integer.toUnsignedLong(in.getInt()), in.limit());
        int representations = unsigned16(in);
        boolean certified = unsigned8(in) != 0;
        skip(in, 1);
        if (representations == 0) {
            throw unreadable("holds no picture");
        }
        skip(in, 4 + 9 + 1 + 2 + 2);
        skip(in, 5 * unsigned8(in));
        if (certified) {
            skip(in, 3 * unsigned8(in));
        }
        checkPosition(sample, unsigned8(in));
        skip(in, 1);
        int units = unsigned8(in);
        skip(in, 4);
        int resolution = unsigned16(in);
        skip(in, 2);
        int depth = unsigned8(in);
        Compression compression = Compression.ofCode(unsigned8(in));
        skip(in, 1);
        int width = unsigned16(in);
        int height = unsigned16(in);
        return new FingerImageRecord(width, height, depth, compression, dpi(units, resolution),
                rest(in, Integer.toUnsignedLong(in.getInt())));
    }

    /** The unpacked picture of a record that does not pack it. */
    GrayImage rawImage() {
        if (depth != 8) {
            throw unreadable("holds raw pixels of " + depth + " bits; 8 are read");
        }
        if ((long) width * height != image.length) {
            throw unreadable("holds fewer or more raw pixels than its size says");
        }
        return new GrayImage(width, height, image, dpi);
    }

    private static void checkLength(long stated, int present) {
        if (stated > present) {
            throw unreadable("is cut short: it says " + stated + " bytes and has " + present);
        }
    }

    /** A record that names another finger than the sender did is a mix-up at the desk. */
    private static void checkPosition(BiometricSample sample, int isoCode) {
        Position recorded = Position.ofIsoCode(Modality.FINGER, isoCode).orElseThrow(() -> unreadable(
                "holds several fingers or a palm (position " + isoCode + "): send each finger on its own"));
        if (recorded != Position.UNKNOWN_FINGER && sample.position() != Position.UNKNOWN_FINGER
                && recorded != sample.position()) {
            throw new IdentityException(BiometricError.POSITION_MISMATCH, "position",
                    "The record says " + recorded.label() + " and the sender says " + sample.position().label()
                            + ": check which finger it is");
        }
    }

    private static double dpi(int units, int resolution) {
        double dpi = units == 2 ? resolution * CENTIMETRES_PER_INCH : resolution;
        if (dpi < 100 || dpi > 2000) {
            throw unreadable("states a resolution outside 100 to 2000 dpi");
        }
        return dpi;
    }

    private static byte[] rest(ByteBuffer in, long length) {
        if (length <= 0 || length > in.remaining()) {
            throw unreadable("is cut short within its picture");
        }
        int start = in.arrayOffset() + in.position();
        return Arrays.copyOfRange(in.array(), start, start + (int) length);
    }

    private static void skip(ByteBuffer in, int count) {
        in.position(in.position() + count);
    }

    private static int unsigned8(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get());
    }

    private static int unsigned16(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static IdentityException unreadable(String what) {
        return new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                "The finger image record " + what + ": export or capture it again");
    }
}
