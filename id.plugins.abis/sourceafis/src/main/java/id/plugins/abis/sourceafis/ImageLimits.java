package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.error.IdentityException;

/**
 * What is decoded at all. Checked from the header, before any pixel is unpacked, so that a small file that unpacks to
 * gigabytes (a decompression bomb) costs nothing.
 *
 * @param maxPixels
 *            largest width times height
 */
record ImageLimits(long maxPixels) {
    /** Smaller pictures hold no finger. */
    static final int MIN_SIDE = 64;

    void check(long width, long height) {
        if (width <= 0 || height <= 0) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data",
                    "The picture has no size: export it again");
        }
        if (width * height > maxPixels || width > 0xffff || height > 0xffff) {
            throw new IdentityException(BiometricError.SAMPLE_TOO_LARGE, "data",
                    "The picture unpacks to more than " + maxPixels + " pixels: crop it to the finger");
        }
        if (width < MIN_SIDE || height < MIN_SIDE) {
            throw new IdentityException(BiometricError.SAMPLE_WITHOUT_FEATURES, "data",
                    "The picture is smaller than " + MIN_SIDE + " x " + MIN_SIDE + " pixels: capture it at 500 dpi");
        }
    }
}
