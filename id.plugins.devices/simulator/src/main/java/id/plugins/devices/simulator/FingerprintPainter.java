package id.plugins.devices.simulator;

/**
 * Draws captures of one finger as 8-bit grey images at 500 dpi, dark ridges on white. Making one takes the time of
 * solving the ridges' phase; each further capture of the same finger is several times faster. Safe for several threads.
 */
final class FingerprintPainter {
    private static final long LOOK = 4;
    private static final long PORES = 5;

    private final MasterFinger finger;
    private final float[] ridges;
    private final int columns;
    private final int rows;
    private final int step;

    FingerprintPainter(MasterFinger finger) {
        this.finger = finger;
        PhaseGrid grid = PhaseGrid.solve(finger);
        columns = grid.columns;
        rows = grid.rows;
        step = grid.step;
        ridges = new float[grid.phase.length];
        for (int i = 0; i < ridges.length; i++) {
            ridges[i] = (float) StrictMath.cos(grid.phase[i]);
        }
    }

    /** The capture with this number, {@link Impression#WIDTH} by {@link Impression#HEIGHT}, rows from the top. */
    byte[] paint(int number) {
        Impression impression = Impression.of(finger, number);
        SeededStream random = SeededStream.of(finger.seed(), finger.isoPosition(), LOOK, number);
        float[] ink = ink(impression, random);
        pores(impression, ink);
        scratches(random, ink);
        return develop(random, ink);
    }

    private float[] ink(Impression impression, SeededStream random) {
        double wetness = random.bell() * 0.22;
        double dryness = Math.max(0, random.bell() * 0.32);
        double contrast = random.between(1.3, 2.2);
        SmoothNoise patches = new SmoothNoise(random, 38);
        SmoothNoise grain = new SmoothNoise(random, 3.2);
        SmoothNoise border = new SmoothNoise(random, 17);
        float[] ink = new float[Impression.WIDTH * Impression.HEIGHT];
        double[] place = new double[2];
        for (int y = 0, i = 0; y < Impression.HEIGHT; y++) {
            for (int x = 0; x < Impression.WIDTH; x++, i++) {
                double coverage = impression.coverage(x, y) + 0.07 * border.at(x, y);
                if (coverage <= 0) {
                    continue;
                }
                impression.toFinger(x, y, place);
                double edge = Math.min(1, coverage * 9);
                double height = ridge(place[0], place[1]) + wetness + 0.28 * patches.at(x, y)
                        + (0.28 + dryness) * grain.at(x, y) - dryness;
                double tone = 0.5 + 0.5 * contrast * height;
                ink[i] = (float) (edge * Math.max(0, Math.min(1, tone)));
            }
        }
        return ink;
    }

    /** Pores sit on the ridges of the finger, about one a ridge width, and stay where they are from capture to capture. */
    private void pores(Impression impression, float[] ink) {
        SeededStream random = SeededStream.of(finger.seed(), finger.isoPosition(), PORES);
        double[] place = new double[5];
        double pitch = 11;
        for (double y = -OrientationField.HALF_HEIGHT; y < OrientationField.HALF_HEIGHT; y += pitch) {
            for (double x = -OrientationField.HALF_WIDTH; x < OrientationField.HALF_WIDTH; x += pitch) {
                double px = x + random.between(0, pitch);
                double py = y + random.between(0, pitch);
                double depth = random.between(0.1, 0.6);
                if (ridge(px, py) > 0.6) {
                    impression.toImage(px, py, 1, 0, place);
                    dab(ink, place[0], place[1], depth);
                }
            }
        }
    }

    private void scratches(SeededStream random, float[] ink) {
        int count = random.below(3);
        for (int i = 0; i < count; i++) {
            double x = random.between(40, Impression.WIDTH - 40);
            double y = random.between(40, Impression.HEIGHT - 40);
            double slope = random.within(1);
            double norm = Math.sqrt(1 + slope * slope);
            double length = random.between(15, 70);
            for (double along = 0; along < length; along += 0.8) {
                dab(ink, x + along / norm, y + along * slope / norm, 0.5);
            }
        }
    }

    private static void dab(float[] ink, double x, double y, double depth) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        if (left < 1 || top < 1 || left + 2 >= Impression.WIDTH || top + 2 >= Impression.HEIGHT) {
            return;
        }
        for (int row = top - 1; row <= top + 2; row++) {
            for (int column = left - 1; column <= left + 2; column++) {
                double square = (column - x) * (column - x) + (row - y) * (row - y);
                double share = Math.max(0, 1 - square / 2.9);
                ink[row * Impression.WIDTH + column] *= (float) (1 - depth * share * share);
            }
        }
    }

    private static byte[] develop(SeededStream random, float[] ink) {
        double darkest = random.between(25, 80);
        double noise = random.between(4, 10);
        byte[] image = new byte[ink.length];
        for (int i = 0; i < ink.length; i++) {
            double tone = 253 - (253 - darkest) * ink[i];
            if (ink[i] > 0) {
                tone += noise * random.bell();
            }
            image[i] = (byte) (int) Math.max(0, Math.min(255, tone + 0.5));
        }
        return image;
    }

    /** Height of the ridges at a point of the finger: 1 on a ridge, -1 in a valley (Catmull-Rom between the nodes). */
    private double ridge(double x, double y) {
        double gx = Math.max(1, Math.min(columns - 3.001, x / step + columns / 2));
        double gy = Math.max(1, Math.min(rows - 3.001, y / step + rows / 2));
        int column = (int) gx;
        int row = (int) gy;
        double fx = gx - column;
        int i = (row - 1) * columns + column;
        double fy = gy - row;
        return cubic(fy, along(i, fx), along(i + columns, fx), along(i + 2 * columns, fx), along(i + 3 * columns, fx));
    }

    private double along(int i, double f) {
        return cubic(f, ridges[i - 1], ridges[i], ridges[i + 1], ridges[i + 2]);
    }

    private static double cubic(double f, double a, double b, double c, double d) {
        return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
    }
}
