package id.plugins.devices.simulator;

import java.util.Arrays;

/**
 * The minutiae of a finger, found without drawing it.
 * <p>
 * Ridges of constant spacing that follow a direction which spreads or closes cannot all go on: ridges must begin or end
 * there, and how many is the curl of (direction normal / spacing). The pad is cut into cells; each cell carries its
 * share of that curl, rounded to a whole number with the rest passed on to its neighbours, so that minutiae lie where
 * the flow needs them, plus some pairs that cancel out. A minutia is a dislocation of the ridges' phase: walking round
 * it in the sense from x to y the phase grows by {@code polarity} times a full turn.
 */
final class MinutiaeLayout {
    private static final double MARGIN = 0.05;
    private static final double CLEARANCE = 13;
    private static final double SINGULAR_CLEARANCE = 9;
    private static final double FILL = 0.50;

    private final OrientationField field;
    private final RidgeSpacing spacing;
    private final SeededStream random;
    private final double[] local = new double[4];

    private double[] x = new double[128];
    private double[] y = new double[128];
    private double[] alongX = new double[128];
    private double[] alongY = new double[128];
    private int[] polarity = new int[128];
    private boolean[] ending = new boolean[128];
    private int count;

    private MinutiaeLayout(OrientationField field, RidgeSpacing spacing, SeededStream random) {
        this.field = field;
        this.spacing = spacing;
        this.random = random;
    }

    static Minutiae draw(OrientationField field, RidgeSpacing spacing, SeededStream random) {
        MinutiaeLayout layout = new MinutiaeLayout(field, spacing, random);
        layout.fill();
        return new Minutiae(layout.count, layout.x, layout.y, layout.alongX, layout.alongY, layout.polarity,
                layout.ending);
    }

    private void fill() {
        // No two fingers share a raster.
        double cell = random.between(31.5, 37.5);
        int columns = (int) Math.ceil(2 * OrientationField.HALF_WIDTH / cell) + 1;
        int rows = (int) Math.ceil(2 * OrientationField.HALF_HEIGHT / cell) + 1;
        double left = -OrientationField.HALF_WIDTH - random.between(0, cell);
        double top = -OrientationField.HALF_HEIGHT - random.between(0, cell);
        double[] fromAbove = new double[columns];
        for (int row = 0; row < rows; row++) {
            double fromLeft = 0;
            for (int i = 0; i < columns; i++) {
                // Boustrophedon: a fixed scan direction would drift the rests to one side.
                int column = (row & 1) == 0 ? i : columns - 1 - i;
                double cellX = left + column * cell;
                double cellY = top + row * cell;
                double due = need(cellX, cellY, cell) + fromLeft + fromAbove[column];
                double rest = due - place(cellX, cellY, cell, due);
                rest = Math.max(-1.5, Math.min(1.5, rest));
                // The sign in which the neighbour counts changes where the field's does.
                double step = (row & 1) == 0 ? cell : -cell;
                double middle = cellX + 0.5 * cell;
                fromLeft = 0.5 * rest * field.crossings(middle, middle + step, cellY + 0.5 * cell);
                fromAbove[column] = 0.5 * rest;
            }
        }
    }

    /** Ridges that begin, less ridges that end, in the cell with this corner. */
    private double need(double left, double top, double cell) {
        double half = 0.5 * cell;
        if (field.distanceToSingularity(left + half, top + half) > 1.1 * cell) {
            return curl(left + half, top + half) * cell * cell;
        }
        // Near a core or delta the curl changes fast and has no value at the point itself.
        double sum = 0;
        for (int i = 0; i < 9; i++) {
            double px = left + cell * ((1 + 2 * (i % 3)) / 6.0);
            double py = top + cell * ((1 + 2 * (i / 3)) / 6.0);
            if (field.distanceToSingularity(px, py) > 4) {
                sum += curl(px, py) * field.crossings(left + half, px, py);
            }
        }
        return sum * cell * cell / 9;
    }

    private double curl(double px, double py) {
        field.at(px, py, local);
        double period = spacing.at(px, py);
        double cos = local[0];
        double sin = local[1];
        return (cos * local[3] - sin * local[2] - (cos * spacing.slopeX(px) + sin * spacing.slopeY(py)) / period)
                / period;
    }

    private int place(double cellX, double cellY, double cell, double due) {
        double dither = random.between(-0.30, 0.30);
        boolean wanted = random.chance(FILL);
        double px = cellX + cell * random.between(MARGIN, 1 - MARGIN);
        double py = cellY + cell * random.between(MARGIN, 1 - MARGIN);
        boolean isEnding = random.chance(0.58);
        int charge = 0;
        if (due + dither > 0.75 || due + dither < -0.75 || wanted) {
            charge = due + (wanted ? 3.5 * dither : dither) >= 0 ? 1 : -1;
        }
        if (charge == 0 || !isClear(px, py)) {
            return 0;
        }
        // What is due was told in the sign of the cell's middle.
        add(px, py, charge * field.crossings(cellX + 0.5 * cell, px, py), isEnding);
        return charge;
    }

    private boolean isClear(double px, double py) {
        if (field.distanceToSingularity(px, py) < SINGULAR_CLEARANCE) {
            return false;
        }
        for (int i = count - 1; i >= 0; i--) {
            double dx = x[i] - px;
            double dy = y[i] - py;
            if (dx * dx + dy * dy < CLEARANCE * CLEARANCE) {
                return false;
            }
        }
        return true;
    }

    private void add(double px, double py, int charge, boolean isEnding) {
        if (count == x.length) {
            grow();
        }
        field.at(px, py, local);
        x[count] = px;
        y[count] = py;
        alongX[count] = charge * local[0];
        alongY[count] = charge * local[1];
        polarity[count] = charge;
        ending[count] = isEnding;
        count++;
    }

    private void grow() {
        int size = 2 * x.length;
        x = Arrays.copyOf(x, size);
        y = Arrays.copyOf(y, size);
        alongX = Arrays.copyOf(alongX, size);
        alongY = Arrays.copyOf(alongY, size);
        polarity = Arrays.copyOf(polarity, size);
        ending = Arrays.copyOf(ending, size);
    }
}
