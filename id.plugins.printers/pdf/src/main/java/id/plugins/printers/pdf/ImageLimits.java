package id.plugins.printers.pdf;

/**
 * How large a portrait may be before it is unpacked.
 *
 * @param maxPixels
 *            width times height
 */
record ImageLimits(long maxPixels) {
    void check(int width, int height) throws PortraitUnreadableException {
        if (width < 8 || height < 8 || (long) width * height > maxPixels) {
            throw new PortraitUnreadableException("The portrait has " + width + " x " + height
                    + " pixels: at least 8 each way, at most " + maxPixels + " in all");
        }
    }
}
