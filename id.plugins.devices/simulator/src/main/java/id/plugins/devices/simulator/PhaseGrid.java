package id.plugins.devices.simulator;

/**
 * The ridges' phase on a square grid: the function whose rise from node to node is as near as can be (least squares) to
 * what orientation and spacing ask for, while it winds once round every minutia. Ridges are where its cosine is high.
 * <p>
 * Two things keep it from being an ordinary Poisson problem. Below a core or delta the sign of the direction jumps, so
 * across that line a phase is compared with the negative of its neighbour's, plus whole turns as many as there are
 * ridges between this core or delta and the first one (the cosine does not mind). And from each
 * minutia a line runs to the right edge across which the phase jumps by a full turn (the cosine does not mind either).
 * Solved from a coarse grid to finer ones by over-relaxation. One thread at a time.
 */
final class PhaseGrid {
    private static final double TURN = 2 * Math.PI;
    private static final int COARSEST = 16;
    private static final int SWEEPS = 40;
    private static final double OVER = 1.7;

    final int step;
    final int columns;
    final int rows;
    final double[] phase;
    /** Sign of the step to the right. */
    private final byte[] sign;
    /** Wanted phase here less (signed) phase to the right, and less phase below. */
    private final double[] toRight;
    private final double[] toBelow;
    /** The nodes whose step to the right crosses a jump line. */
    private final int[] jump;
    private int jumps;

    private PhaseGrid(MasterFinger finger, Dislocations dislocations, int step) {
        this.step = step;
        columns = 2 * (int) (OrientationField.HALF_WIDTH / COARSEST + 1) * (COARSEST / step) + 1;
        rows = 2 * (int) (OrientationField.HALF_HEIGHT / COARSEST + 1) * (COARSEST / step) + 1;
        phase = new double[columns * rows];
        sign = new byte[columns * rows];
        toRight = new double[columns * rows];
        toBelow = new double[columns * rows];
        jump = new int[finger.field().singularities() * rows];
        ask(finger);
        cut(finger, dislocations);
    }

    /** The phase of a finger on a grid of 2 pixels. */
    static PhaseGrid solve(MasterFinger finger) {
        Dislocations dislocations = new Dislocations(finger);
        PhaseGrid grid = new PhaseGrid(finger, dislocations, COARSEST);
        double[] turns = grid.relaxWithTurns(finger.field());
        for (int step = COARSEST / 2; step >= 2; step /= 2) {
            PhaseGrid finer = new PhaseGrid(finger, dislocations, step);
            finer.apply(finger.field(), turns);
            finer.refine(grid);
            finer.relax(SWEEPS, OVER);
            if (step == 4) {
                dislocations.settle(finer);
            }
            grid = finer;
        }
        return grid;
    }

    /**
     * Solves the coarsest grid together with the turns to be added on each jump line, then rounds them to whole turns
     * and solves it again.
     */
    private double[] relaxWithTurns(OrientationField field) {
        double[] turns = new double[field.singularities()];
        for (int round = 0; round < 60 && turns.length > 1; round++) {
            relax(6, OVER);
            double[] change = new double[turns.length];
            for (int line = 1; line < turns.length; line++) {
                change[line] = misfit(field, line);
                turns[line] += change[line];
            }
            apply(field, change);
        }
        double[] rounding = new double[turns.length];
        for (int line = 1; line < turns.length; line++) {
            double whole = TURN * Math.floor(turns[line] / TURN + 0.5);
            rounding[line] = whole - turns[line];
            turns[line] = whole;
        }
        apply(field, rounding);
        relax(120, OVER);
        return turns;
    }

    /** How much the phases on both sides of a jump line disagree, on average. */
    private double misfit(OrientationField field, int line) {
        double sum = 0;
        int steps = 0;
        for (int k = 0; k < jumps; k++) {
            int part = crossing(field, line, jump[k]);
            if (part != 0) {
                sum += part * (phase[jump[k]] - fromRight(jump[k]));
                steps++;
            }
        }
        return steps == 0 ? 0 : sum / steps;
    }

    private void apply(OrientationField field, double[] turns) {
        for (int line = 1; line < turns.length; line++) {
            for (int k = 0; k < jumps; k++) {
                toRight[jump[k]] += turns[line] * crossing(field, line, jump[k]);
            }
        }
    }

    private int crossing(OrientationField field, int line, int i) {
        int column = i % columns;
        return field.crossing(line, xOf(column), xOf(column + 1), yOf(i / columns));
    }

    double xOf(int column) {
        return (column - columns / 2) * (double) step;
    }

    double yOf(int row) {
        return (row - rows / 2) * (double) step;
    }

    private void ask(MasterFinger finger) {
        double[] normalX = new double[columns * rows];
        double[] normalY = new double[columns * rows];
        double[] local = new double[4];
        for (int row = 0, i = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, i++) {
                double x = xOf(column);
                double y = yOf(row);
                finger.field().at(x, y, local);
                double rate = TURN / finger.spacing().at(x, y);
                normalX[i] = -local[1] * rate;
                normalY[i] = local[0] * rate;
            }
        }
        for (int row = 0, i = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, i++) {
                if (column + 1 < columns) {
                    int lines = finger.field().lines(xOf(column), xOf(column + 1), yOf(row));
                    sign[i] = (byte) ((lines & 1) == 0 ? 1 : -1);
                    if (lines > 0) {
                        jump[jumps++] = i;
                    }
                    toRight[i] = -0.5 * step * (normalX[i] + sign[i] * normalX[i + 1]);
                }
                if (row + 1 < rows) {
                    toBelow[i] = -0.5 * step * (normalY[i] + normalY[i + columns]);
                }
            }
        }
    }

    private void cut(MasterFinger finger, Dislocations dislocations) {
        for (int m = 0; m < dislocations.count(); m++) {
            double atX = dislocations.x(m);
            double atY = dislocations.y(m);
            int row = rowAbove(atY);
            if (row < 0 || row + 1 >= rows) {
                continue;
            }
            for (int column = 0; column < columns; column++) {
                if (xOf(column) > atX) {
                    int along = finger.field().crossings(atX, xOf(column), atY);
                    toBelow[row * columns + column] += TURN * dislocations.polarity(m) * along;
                }
            }
        }
    }

    /** The last row that does not lie below a height. */
    int rowAbove(double y) {
        return (int) Math.floor(y / step) + rows / 2;
    }

    private void refine(PhaseGrid coarse) {
        for (int row = 0; row < rows; row += 2) {
            for (int column = 0; column < columns; column += 2) {
                phase[row * columns + column] = coarse.phase[row / 2 * coarse.columns + column / 2];
            }
        }
        for (int row = 0; row < rows; row += 2) {
            for (int column = 1; column < columns; column += 2) {
                int i = row * columns + column;
                phase[i] = 0.5 * (fromLeft(i) + fromRight(i));
            }
        }
        for (int row = 1; row < rows; row += 2) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                phase[i] = 0.5 * (fromAbove(i) + fromBelow(i));
            }
        }
    }

    private double fromRight(int i) {
        return sign[i] * phase[i + 1] + toRight[i];
    }

    private double fromLeft(int i) {
        return sign[i - 1] * (phase[i - 1] - toRight[i - 1]);
    }

    private double fromAbove(int i) {
        return phase[i - columns] - toBelow[i - columns];
    }

    private double fromBelow(int i) {
        return phase[i + columns] + toBelow[i];
    }

    private void relax(int sweeps, double over) {
        for (int sweep = 0; sweep < sweeps; sweep++) {
            for (int row = 0; row < rows; row++) {
                int first = row * columns;
                if (row == 0 || row + 1 == rows) {
                    for (int i = first; i < first + columns; i++) {
                        phase[i] += over * (wantedAtBorder(row, i - first, i) - phase[i]);
                    }
                    continue;
                }
                phase[first] += over * (wantedAtBorder(row, 0, first) - phase[first]);
                for (int i = first + 1; i < first + columns - 1; i++) {
                    double wanted = 0.25 * (fromLeft(i) + fromRight(i) + fromAbove(i) + fromBelow(i));
                    phase[i] += over * (wanted - phase[i]);
                }
                int last = first + columns - 1;
                phase[last] += over * (wantedAtBorder(row, columns - 1, last) - phase[last]);
            }
        }
    }

    private double wantedAtBorder(int row, int column, int i) {
        double sum = 0;
        int neighbours = 0;
        if (column > 0) {
            sum += fromLeft(i);
            neighbours++;
        }
        if (column + 1 < columns) {
            sum += fromRight(i);
            neighbours++;
        }
        if (row > 0) {
            sum += fromAbove(i);
            neighbours++;
        }
        if (row + 1 < rows) {
            sum += fromBelow(i);
            neighbours++;
        }
        return sum / neighbours;
    }
}
