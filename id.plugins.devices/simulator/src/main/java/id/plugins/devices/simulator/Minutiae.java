package id.plugins.devices.simulator;

/**
 * The minutiae of a finger in the coordinates of {@link OrientationField}. Never changed once made; arrays instead of
 * objects because a gallery of hundreds of thousands is filled from them.
 *
 * @param count
 *            how many entries of the arrays are in use
 * @param x
 *            pixels
 * @param y
 *            pixels
 * @param alongX
 *            unit vector from the minutia along the ridge that ends there, or between the branches of a fork
 * @param alongY
 *            the other part of it
 * @param polarity
 *            +1 or -1, in the sign that the field has at that place
 * @param ending
 *            whether a ridge ends there; otherwise it forks
 */
record Minutiae(int count, double[] x, double[] y, double[] alongX, double[] alongY, int[] polarity,
        boolean[] ending) {}
