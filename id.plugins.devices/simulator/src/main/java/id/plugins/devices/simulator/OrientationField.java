package id.plugins.devices.simulator;

/**
 * Which way the ridges of a finger run at each point: the zero-pole model of Sherlock and Monro (cores turn the
 * direction by half a turn one way, deltas the other way), bent over the fingertip and disturbed by a smooth polynomial
 * that is each finger's own.
 * <p>
 * Coordinates: pixels at 500 dpi from the middle of the finger pad, x to the right, y down. Immutable. Built from
 * arithmetic and square roots alone, which are exactly rounded on every machine.
 */
final class OrientationField {
    /** Half width and half height of the pad. */
    static final double HALF_WIDTH = 170;
    static final double HALF_HEIGHT = 230;
    /** Square of the distance over which the legs of a core stay side by side. */
    private static final double LEG_SQUARE = 130 * 130;

    private final double[] singularX;
    private final double[] singularY;
    /** +1 for a core, -1 for a delta. */
    private final int[] index;
    /** Where the legs of a core run, and how parallel they are. */
    private final double[] legX;
    private final double[] legY;
    private final double[] bend;
    private final double archHeight;
    private final double tipCurve;

    private OrientationField(double[][] singularities, double[] bend, double archHeight, double tipCurve) {
        int count = singularities.length;
        singularX = new double[count];
        singularY = new double[count];
        index = new int[count];
        legX = new double[count];
        legY = new double[count];
        for (int i = 0; i < count; i++) {
            singularX[i] = singularities[i][0];
            singularY[i] = singularities[i][1];
            index[i] = singularities[i][2] > 0 ? 1 : -1;
            legX[i] = singularities[i][3];
            legY[i] = singularities[i][4];
        }
        this.bend = bend;
        this.archHeight = archHeight;
        this.tipCurve = tipCurve;
    }

    /** The field of a pattern, with the places and bends that the stream gives it. */
    static OrientationField draw(FingerPattern pattern, SeededStream random) {
        double[][] singularities = singularities(pattern, random);
        double[] bend = new double[9];
        for (int i = 0; i < bend.length; i++) {
            bend[i] = random.within(0.18);
        }
        double arch = switch (pattern) {
            case ARCH -> random.between(0.9, 1.5);
            case TENTED_ARCH -> random.between(0.1, 0.3);
            case LEFT_LOOP, RIGHT_LOOP, WHORL, DOUBLE_LOOP -> 0;
        };
        return new OrientationField(singularities, bend, arch, random.between(0.3, 0.95));
    }

    private static double[][] singularities(FingerPattern pattern, SeededStream r) {
        return switch (pattern) {
            case LEFT_LOOP -> loop(r, 1);
            case RIGHT_LOOP -> loop(r, -1);
            case WHORL -> twoCores(r, r.within(8), r.between(4, 24));
            case DOUBLE_LOOP -> twoCores(r, (r.chance(0.5) ? 1 : -1) * r.between(12, 28), r.between(16, 34));
            case ARCH -> new double[0][];
            case TENTED_ARCH -> {
                double x = r.within(20);
                double y = r.between(-20, 45);
                yield new double[][]{ core(x, y, r.within(0.1), r.between(0.1, 0.3)),
                        delta(x + r.within(12), y + r.between(50, 115)) };
            }
        };
    }

    private static double[][] loop(SeededStream r, int side) {
        double coreX = r.within(26) + side * 6;
        double coreY = r.between(-62, 15);
        double lean = -side * r.between(-0.05, 0.9);
        return new double[][]{ core(coreX, coreY, lean, r.between(0.15, 0.5)),
                delta(coreX + side * r.between(60, 130), coreY + r.between(80, 170)) };
    }

    private static double[][] twoCores(SeededStream r, double offsetX, double offsetY) {
        double x = r.within(22);
        double y = r.between(-50, 15);
        double lean = 0.02 * offsetX + r.within(0.4);
        double parallel = r.between(0, 0.4);
        return new double[][]{ core(x - offsetX, y - offsetY, lean, parallel),
                core(x + offsetX, y + offsetY, -lean, -parallel), delta(x - r.between(70, 130), y + r.between(85, 150)),
                delta(x + r.between(70, 130), y + r.between(85, 150)) };
    }

    private static double[] core(double x, double y, double lean, double parallel) {
        double norm = parallel / Math.sqrt(1 + lean * lean);
        return new double[]{ x, y, 1, lean * norm, norm };
    }

    private static double[] delta(double x, double y) {
        return new double[]{ x, y, -1, 0, 0 };
    }

    /**
     * The direction at a point and how it changes there.
     * <p>
     * A ridge direction has no head and no tail, so its sign has to jump somewhere: it does on the lines that run
     * straight down from each core and delta, and nowhere else (see {@link #crossings}).
     *
     * @param out
     *            receives cosine and sine of the direction, then its derivatives by x and by y (radians a pixel)
     */
    void at(double x, double y, double[] out) {
        double cos = 1;
        double sin = 0;
        double byX = 0;
        double byY = 0;
        for (int i = 0; i < index.length; i++) {
            double dx = x - singularX[i];
            double dy = y - singularY[i];
            double square = dx * dx + dy * dy + 1e-9;
            double radius = Math.sqrt(square);
            // Half of the angle from "straight up", by the half-angle formulas: its jump lies straight down.
            double up = -dy / radius;
            double halfCos = Math.sqrt(Math.max(0, 0.5 * (1 + up)));
            double halfSin = Math.sqrt(Math.max(0, 0.5 * (1 - up)));
            double turn = (dx >= 0 ? halfSin : -halfSin) * index[i];
            double nextCos = cos * halfCos - sin * turn;
            sin = cos * turn + sin * halfCos;
            cos = nextCos;
            byX -= 0.5 * index[i] * dy / square;
            byY += 0.5 * index[i] * dx / square;
        }
        double u = x / HALF_WIDTH;
        double v = y / HALF_HEIGHT;
        bend(u, v, out);
        out[1] /= HALF_WIDTH;
        out[2] /= HALF_HEIGHT;
        straightenLegs(x, y, out);
        double tangent = out[0];
        double norm = 1 / Math.sqrt(1 + tangent * tangent);
        double slopeX = out[1] * norm * norm;
        double slopeY = out[2] * norm * norm;
        out[0] = (cos - sin * tangent) * norm;
        out[1] = (cos * tangent + sin) * norm;
        out[2] = byX + slopeX;
        out[3] = byY + slopeY;
    }

    /** In the zero-pole model ridges fan out below a core; in people they run side by side for a while. */
    private void straightenLegs(double x, double y, double[] out) {
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0) {
                continue;
            }
            double dx = x - singularX[i];
            double dy = y - singularY[i];
            double square = dx * dx + dy * dy + 16;
            double inverse = 1 / Math.sqrt(square);
            double across = (legY[i] * dx - legX[i] * dy) * inverse;
            double near = 1 / (1 + square / LEG_SQUARE);
            double common = across * near * (1 / square + 2 * near / LEG_SQUARE);
            out[0] += across * near;
            out[1] += legY[i] * inverse * near - common * dx;
            out[2] += -legX[i] * inverse * near - common * dy;
        }
    }

    /** Tangent of the angle added to the zero-pole model, and its derivatives by u and v. */
    private void bend(double u, double v, double[] out) {
        double[] b = bend;
        double value = b[0] + b[1] * u + b[2] * v + b[3] * u * u + b[4] * u * v + b[5] * v * v + b[6] * u * u * u
                + b[7] * u * u * v + b[8] * u * v * v;
        double byU = b[1] + 2 * b[3] * u + b[4] * v + 3 * b[6] * u * u + 2 * b[7] * u * v + b[8] * v * v;
        double byV = b[2] + b[4] * u + 2 * b[5] * v + b[7] * u * u + 2 * b[8] * u * v;
        // Towards the tip ridges fall off to both sides.
        double w = -v - 0.1;
        double root = Math.sqrt(0.12 + w * w);
        double rise = 0.5 * tipCurve * (w + root);
        double riseByV = -0.5 * tipCurve * (1 + w / root);
        value += rise * u;
        byU += rise;
        byV += riseByV * u;
        // An arch swells in the middle and is flat at the crease.
        double bell = 1 / (1 + 3 * u * u);
        double height = archHeight / (1 + (v - 0.05) * (v - 0.05) * 6);
        value += height * 2.2 * u * bell;
        byU += height * 2.2 * (bell - 6 * u * u * bell * bell);
        byV += -height * height / (archHeight + 1e-12) * 12 * (v - 0.05) * 2.2 * u * bell;
        out[0] = value;
        out[1] = byU;
        out[2] = byV;
    }

    /** How many of the jump lines lie between (x1, y) and (x2, y). */
    int lines(double x1, double x2, double y) {
        int count = 0;
        for (int i = 0; i < index.length; i++) {
            if (isCrossed(i, x1, x2, y)) {
                count++;
            }
        }
        return count;
    }

    /** The sign that the direction takes on along a horizontal step: -1 when an odd number of jump lines lies between. */
    int crossings(double x1, double x2, double y) {
        return (lines(x1, x2, y) & 1) == 0 ? 1 : -1;
    }

    /** Distance to the nearest core or delta, in pixels; very large where there is none. */
    double distanceToSingularity(double x, double y) {
        double nearest = 1e12;
        for (int i = 0; i < index.length; i++) {
            double dx = x - singularX[i];
            double dy = y - singularY[i];
            nearest = Math.min(nearest, dx * dx + dy * dy);
        }
        return Math.sqrt(nearest);
    }

    /** Number of cores and deltas, and so of jump lines. */
    int singularities() {
        return index.length;
    }

    /**
     * The part of one jump line in a horizontal step: 0 when it is not crossed; else 1 or -1, alternating among the
     * crossed ones from left to right.
     */
    int crossing(int singularity, double x1, double x2, double y) {
        if (!isCrossed(singularity, x1, x2, y)) {
            return 0;
        }
        int part = 1;
        for (int i = 0; i < index.length; i++) {
            boolean isEarlier = singularX[i] < singularX[singularity]
                    || singularX[i] == singularX[singularity] && i < singularity;
            if (isEarlier && isCrossed(i, x1, x2, y)) {
                part = -part;
            }
        }
        return part;
    }

    private boolean isCrossed(int singularity, double x1, double x2, double y) {
        double at = singularX[singularity];
        return y > singularY[singularity] && x1 >= at != x2 >= at;
    }
}
