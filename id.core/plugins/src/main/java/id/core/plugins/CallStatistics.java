package id.core.plugins;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How the calls to one bundle went, over all of its services. */
final class CallStatistics {
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong failuresInARow = new AtomicLong();

    void called() {
        calls.increment();
    }

    void answered() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }

    /** Counts a failure; true when it should be logged: a plugin that fails on and on must not flood the log. */
    boolean failed() {
        failures.increment();
        return Long.bitCount(failuresInARow.incrementAndGet()) == 1;
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }
}
