package id.plugins.devices.simulator;

/** Distance from ridge to ridge over the finger, in pixels at 500 dpi: about 9, wider below the core. Immutable. */
final class RidgeSpacing {
    private final double mean;
    private final double byX;
    private final double byY;
    private final double bow;

    private RidgeSpacing(double mean, double byX, double byY, double bow) {
        this.mean = mean;
        this.byX = byX;
        this.byY = byY;
        this.bow = bow;
    }

    static RidgeSpacing draw(SeededStream random, int isoPosition) {
        boolean thumb = isoPosition == 1 || isoPosition == 6;
        double mean = (thumb ? 9.6 : 9.0) + 0.45 * random.bell();
        return new RidgeSpacing(mean, random.within(0.04), random.between(0.03, 0.12), random.within(0.05));
    }

    /** The spacing at a point; never below 6 or above 14 inside the pad. */
    double at(double x, double y) {
        double u = x / OrientationField.HALF_WIDTH;
        double v = y / OrientationField.HALF_HEIGHT;
        return mean * (1 + byX * u + byY * v + bow * (u * u + v * v - 0.5));
    }

    /** Derivative of the spacing by x. */
    double slopeX(double x) {
        return mean * (byX + 2 * bow * x / OrientationField.HALF_WIDTH) / OrientationField.HALF_WIDTH;
    }

    /** Derivative of the spacing by y. */
    double slopeY(double y) {
        return mean * (byY + 2 * bow * y / OrientationField.HALF_HEIGHT) / OrientationField.HALF_HEIGHT;
    }
}
