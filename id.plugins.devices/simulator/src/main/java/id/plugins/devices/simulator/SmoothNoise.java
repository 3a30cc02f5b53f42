package id.plugins.devices.simulator;

/** Random values, about -1 to 1, that change smoothly over a given distance. Immutable. */
final class SmoothNoise {
    private static final int SIZE = 64;

    private final float[] values = new float[SIZE * SIZE];
    private final double perPixel;

    SmoothNoise(SeededStream random, double distance) {
        perPixel = 1 / distance;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.bell() * 0.6);
        }
    }

    /** The value at a point with coordinates of zero or more; repeats itself every 64 distances. */
    double at(double x, double y) {
        double gx = x * perPixel;
        double gy = y * perPixel;
        int column = (int) gx;
        int row = (int) gy;
        double fx = gx - column;
        double fy = gy - row;
        int top = (row & SIZE - 1) * SIZE;
        int bottom = (row + 1 & SIZE - 1) * SIZE;
        int left = column & SIZE - 1;
        int right = column + 1 & SIZE - 1;
        double above = values[top + left] + fx * (values[top + right] - values[top + left]);
        double below = values[bottom + left] + fx * (values[bottom + right] - values[bottom + left]);
        return above + fy * (below - above);
    }
}
