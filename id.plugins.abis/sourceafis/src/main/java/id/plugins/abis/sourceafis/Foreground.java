package id.plugins.abis.sourceafis;

import id.api.biometric.QualityScore;

/**
 * A quick measure of how much usable finger a picture holds: the share of blocks in which ridges stand out from
 * valleys. Not NFIQ 2 and not to be taken for it; it costs a thousandth of it and finds empty, faint and smudged
 * captures.
 */
final class Foreground {
    private static final String ALGORITHM = "idem-foreground";
    private static final int BLOCK = 16;
    /** Grey levels: paper noise stays well below, ridges well above. */
    private static final double RIDGE_DEVIATION = 20;
    /** Blocks that a well placed fingertip covers at 500 dpi: about 11 x 14 mm. */
    private static final double GOOD_BLOCKS = 190;

    private Foreground() {}

    static QualityScore score(GrayImage image) {
        double scale = image.dpi() / 500;
        int block = Math.max(4, (int) Math.round(BLOCK * scale));
        int good = 0;
        for (int y = 0; y + block <= image.height(); y += block) {
            for (int x = 0; x + block <= image.width(); x += block) {
                if (deviation(image, x, y, block) >= RIDGE_DEVIATION) {
                    good++;
                }
            }
        }
        return new QualityScore((int) Math.min(100, Math.round(100 * good / GOOD_BLOCKS)), ALGORITHM);
    }

    private static double deviation(GrayImage image, int left, int top, int block) {
        long sum = 0;
        long squares = 0;
        for (int y = top; y < top + block; y++) {
            for (int x = left; x < left + block; x++) {
                int value = Byte.toUnsignedInt(image.pixels()[y * image.width() + x]);
                sum += value;
                squares += (long) value * value;
            }
        }
        double count = (double) block * block;
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
