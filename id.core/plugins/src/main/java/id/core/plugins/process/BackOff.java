package id.core.plugins.process;

import java.time.Duration;

/** Pauses between starts: each twice the one before, up to the longest; from the first again after a good while. */
final class BackOff {
    /** A process that lived that long had not failed by its start. */
    static final Duration GOOD = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration most;
    private int inARow;

    BackOff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
    }

    /** The pause after a process that lived so long. */
    Duration next(Duration lived) {
        inARow = lived.compareTo(GOOD) >= 0 ? 0 : inARow;
        Duration pause = first.multipliedBy(1L << Math.min(inARow, MOST_DOUBLINGS));
        inARow++;
        return pause.compareTo(most) > 0 ? most : pause;
    }
}
