package id.plugins.devices.simulator;

/**
 * The minutiae while the phase is being solved. A minutia is drawn as an ending where a ridge begins on its axis and as a
 * fork where a valley does; which of them it is turns with every half ridge that it moves across. So once the phase is
 * roughly known each is moved, by 1.5 pixels on average and 4 at most, to where it is drawn as what it is.
 */
final class Dislocations {
    /** How far from the middle of a ridge or valley an axis may lie, in radians of phase. */
    private static final double TOLERANCE = 0.6;
    private static final double TURN = 2 * Math.PI;

    private final MasterFinger finger;
    private final Minutiae minutiae;
    private final double[] x;
    private final double[] y;

    Dislocations(MasterFinger finger) {
        this.finger = finger;
        minutiae = finger.minutiae();
        x = minutiae.x().clone();
        y = minutiae.y().clone();
    }

    int count() {
        return minutiae.count();
    }

    double x(int minutia) {
        return x[minutia];
    }

    double y(int minutia) {
        return y[minutia];
    }

    int polarity(int minutia) {
        return minutiae.polarity()[minutia];
    }

    /** Moves the minutiae by the phase of a grid, and the turns in that grid with them. */
    void settle(PhaseGrid grid) {
        double[] local = new double[4];
        for (int m = 0; m < count(); m++) {
            int row = grid.rowAbove(y[m]);
            int column = (int) Math.floor(x[m] / grid.step) + grid.columns / 2;
            if (row < 1 || column < 1 || row + 2 >= grid.rows || column + 2 >= grid.columns) {
                continue;
            }
            finger.field().at(x[m], y[m], local);
            double rate = TURN / finger.spacing().at(x[m], y[m]);
            double missing = missing(grid, m, row, column, local, rate);
            double way = Math.abs(missing) - TOLERANCE;
            if (way > 0) {
                double distance = (missing > 0 ? way : -way) / rate;
                move(grid, m, x[m] - distance * local[1], y[m] + distance * local[0]);
            }
        }
    }

    /** The phase on the axis of a minutia that is missing to the middle of a ridge (ending) or of a valley (fork). */
    private double missing(PhaseGrid grid, int m, int row, int column, double[] local, double rate) {
        double cos = 0;
        double sin = 0;
        for (int corner = 0; corner < 4; corner++) {
            int r = row + (corner >> 1);
            int c = column + (corner & 1);
            double dx = grid.xOf(c) - x[m];
            double dy = grid.yOf(r) - y[m];
            if (finger.field().lines(x[m], grid.xOf(c), grid.yOf(r)) == 0) {
                double rest = grid.phase[r * grid.columns + c] - rate * (dy * local[0] - dx * local[1])
                        - polarity(m) * StrictMath.atan2(dy, dx);
                cos += StrictMath.cos(rest);
                sin += StrictMath.sin(rest);
            }
        }
        double axis = StrictMath.atan2(sin, cos)
                + polarity(m) * StrictMath.atan2(minutiae.alongY()[m], minutiae.alongX()[m]);
        double goal = minutiae.ending()[m] ? 0 : Math.PI;
        return StrictMath.IEEEremainder(goal - axis, TURN);
    }

    private void move(PhaseGrid grid, int m, double toX, double toY) {
        OrientationField field = finger.field();
        double far = 2 * OrientationField.HALF_WIDTH;
        boolean staysOnItsSheet = field.lines(x[m], toX, y[m]) == 0 && field.lines(x[m], toX, toY) == 0
                && field.lines(x[m], far, y[m]) == field.lines(x[m], far, toY);
        if (!staysOnItsSheet) {
            return;
        }
        // Nodes that change from one side of the minutia's line of turns to the other change by a turn.
        int before = grid.rowAbove(y[m]);
        int after = grid.rowAbove(toY);
        for (int row = Math.min(before, after) + 1; row <= Math.max(before, after); row++) {
            for (int column = 0; column < grid.columns && row >= 0 && row < grid.rows; column++) {
                if (grid.xOf(column) > x[m]) {
                    double turn = TURN * polarity(m) * field.crossings(x[m], grid.xOf(column), y[m]);
                    grid.phase[row * grid.columns + column] += after > before ? turn : -turn;
                }
            }
        }
        x[m] = toX;
        y[m] = toY;
    }
}
