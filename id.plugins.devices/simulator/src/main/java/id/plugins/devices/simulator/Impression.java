package id.plugins.devices.simulator;

/**
 * How a finger lay on the sensor in one capture: which part touched, turned and shifted how, stretched how. Maps between
 * the finger's coordinates and those of the image. Immutable.
 */
final class Impression {
    /** Size of the sensor in pixels at 500 dpi. */
    static final int WIDTH = 320;
    static final int HEIGHT = 400;

    private static final long PLACEMENT = 3;
    private static final double UNIT = 150;

    private final double cos;
    private final double sin;
    private final double shiftX;
    private final double shiftY;
    private final double touchX;
    private final double touchY;
    private final double halfWidth;
    private final double halfHeight;
    private final int quality;
    private final double[] stretch = new double[14];

    private Impression(SeededStream r) {
        double turn = r.bell() * 0.15;
        // The tangent of half the angle gives an exact rotation without trigonometry.
        double half = 0.5 * Math.max(-0.35, Math.min(0.35, turn));
        cos = (1 - half * half) / (1 + half * half);
        sin = 2 * half / (1 + half * half);
        shiftX = r.bell() * 9;
        shiftY = r.bell() * 12;
        touchX = r.bell() * 13;
        touchY = r.bell() * 18;
        double pressure = r.unit();
        halfWidth = 104 + 30 * pressure + r.within(8);
        halfHeight = 142 + 34 * pressure + r.within(10);
        quality = (int) (64 + 22 * pressure + 12 * r.unit());
        for (int i = 0; i < stretch.length; i++) {
            stretch[i] = r.bell() * (i % 7 < 2 ? 2.1 : 2.6);
        }
    }

    /** The placement of a capture of a finger. */
    static Impression of(MasterFinger finger, int number) {
        return new Impression(SeededStream.of(finger.seed(), finger.isoPosition(), PLACEMENT, number));
    }

    /** How good a scanner would call the capture, 64 to 97: the more of the finger touched, the better. */
    int quality() {
        return quality;
    }

    /** Where an image point lies on the finger. */
    void toFinger(double imageX, double imageY, double[] out) {
        toTouch(imageX, imageY, out);
        double x = out[0];
        double y = out[1];
        out[0] = x + touchX + stretchX(x / UNIT, y / UNIT);
        out[1] = y + touchY + stretchY(x / UNIT, y / UNIT);
    }

    private void toTouch(double imageX, double imageY, double[] out) {
        double px = imageX - 0.5 * WIDTH - shiftX;
        double py = imageY - 0.5 * HEIGHT - shiftY;
        out[0] = cos * px + sin * py;
        out[1] = cos * py - sin * px;
    }

    /**
     * Where a point of the finger lies in the image, and how a direction there turns.
     *
     * @param out
     *            receives x and y, then the direction (not of unit length), then {@link #coverage} there
     */
    void toImage(double x, double y, double alongX, double alongY, double[] out) {
        double goalX = x - touchX;
        double goalY = y - touchY;
        double qx = goalX;
        double qy = goalY;
        for (int i = 0; i < 3; i++) {
            double u = qx / UNIT;
            double v = qy / UNIT;
            qx = goalX - stretchX(u, v);
            qy = goalY - stretchY(u, v);
        }
        double reach = 0.02;
        double u = qx / UNIT;
        double v = qy / UNIT;
        double ax = alongX - (stretchX(u + reach * alongX, v + reach * alongY) - stretchX(u, v)) / (reach * UNIT);
        double ay = alongY - (stretchY(u + reach * alongX, v + reach * alongY) - stretchY(u, v)) / (reach * UNIT);
        out[0] = cos * qx - sin * qy + 0.5 * WIDTH + shiftX;
        out[1] = cos * qy + sin * qx + 0.5 * HEIGHT + shiftY;
        out[2] = cos * ax - sin * ay;
        out[3] = cos * ay + sin * ax;
        out[4] = touchCoverage(qx, qy);
    }

    /** How deep within the area of contact an image point lies: 1 in the middle, 0 on the border, negative outside. */
    double coverage(double imageX, double imageY) {
        double[] touch = new double[2];
        toTouch(imageX, imageY, touch);
        return touchCoverage(touch[0], touch[1]);
    }

    private double touchCoverage(double x, double y) {
        double u = x / halfWidth;
        // The tip is rounder than the lower end.
        double v = y / (y < 0 ? halfHeight : 1.08 * halfHeight);
        double square = u * u + v * v;
        return 1 - square * (y < 0 ? 1 : 0.92 + 0.08 * v * v);
    }

    private double stretchX(double u, double v) {
        return polynomial(0, u, v);
    }

    private double stretchY(double u, double v) {
        return polynomial(7, u, v);
    }

    private double polynomial(int from, double u, double v) {
        double[] s = stretch;
        return s[from] * u + s[from + 1] * v + s[from + 2] * u * u + s[from + 3] * u * v + s[from + 4] * v * v
                + s[from + 5] * u * u * v + s[from + 6] * u * v * v;
    }
}
