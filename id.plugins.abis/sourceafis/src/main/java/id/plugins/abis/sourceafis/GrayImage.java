package id.plugins.abis.sourceafis;

/**
 * A decoded picture.
 *
 * @param width
 *            pixels
 * @param height
 *            pixels
 * @param pixels
 *            8-bit grey values, row by row from the top left, 0 black; not copied: handed from decoder to extractor
 * @param dpi
 *            resolution in pixels per inch
 */
record GrayImage(int width, int height, byte[] pixels, double dpi) {}
