package id.plugins.devices.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes PNG files whose bytes depend on the picture alone. The platform's own writer goes through the zlib it was
 * built with, and different builds compress differently.
 */
final class PngWriter {
    private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    private static final int FILTER_NONE = 0;
    private static final int FILTER_SUB = 1;

    private PngWriter() {}

    /** An 8-bit grey picture, rows from the top. */
    static byte[] gray(int width, int height, byte[] pixels, int dotsPerInch) {
        return write(width, height, pixels, 1, dotsPerInch);
    }

    /** A picture of three bytes (red, green, blue) a pixel, rows from the top. */
    static byte[] color(int width, int height, byte[] pixels, int dotsPerInch) {
        return write(width, height, pixels, 3, dotsPerInch);
    }

    private static byte[] write(int width, int height, byte[] pixels, int channels, int dotsPerInch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(pixels.length / 2);
        out.writeBytes(SIGNATURE);
        byte[] head = new byte[13];
        put(head, 0, width);
        put(head, 4, height);
        head[8] = 8;
        head[9] = (byte) (channels == 1 ? 0 : 2);
        chunk(out, "IHDR", head);
        byte[] density = new byte[9];
        int dotsPerMetre = (int) (dotsPerInch / 0.0254 + 0.5);
        put(density, 0, dotsPerMetre);
        put(density, 4, dotsPerMetre);
        density[8] = 1;
        chunk(out, "pHYs", density);
        chunk(out, "IDAT", Deflate.zlib(filter(width * channels, height, pixels, channels)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** Differences for colour, whose areas are smooth; plain values for ridges, which are not. */
    private static byte[] filter(int rowBytes, int height, byte[] pixels, int channels) {
        byte[] rows = new byte[(rowBytes + 1) * height];
        for (int row = 0, at = 0; row < height; row++) {
            rows[at++] = (byte) (channels == 1 ? FILTER_NONE : FILTER_SUB);
            for (int i = 0; i < rowBytes; i++) {
                byte value = pixels[row * rowBytes + i];
                boolean plain = channels == 1 || i < channels;
                rows[at++] = (byte) (plain ? value : value - pixels[row * rowBytes + i - channels]);
            }
        }
        return rows;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] number = new byte[4];
        put(number, 0, data.length);
        out.writeBytes(number);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(name);
        out.writeBytes(data);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        put(number, 0, (int) crc.getValue());
        out.writeBytes(number);
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 24 - 8 * i);
        }
    }
}
