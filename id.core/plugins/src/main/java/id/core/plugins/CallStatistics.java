package id.core.plugins;

import id.api.plugin.PluginFigures.Latency;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How the calls to one bundle went, over all of its services. Counting never waits; safe for concurrent use. */
final class CallStatistics {
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder paused = new LongAdder();
    private final AtomicLong failuresInARow = new AtomicLong();
    private volatile CallTimes times;

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

    /** Counts a failure that is a missing answer; true when it should be logged. */
    boolean timedOut() {
        timeouts.increment();
        return failed();
    }

    /** A call was kept from it. */
    void keptOut() {
        paused.increment();
    }

    void took(long nanos, long now) {
        CallTimes known = times;
        (known == null ? times(now) : known).took(nanos, now);
    }

    /** Most bundles of a distribution are never called: they need no histograms. */
    private synchronized CallTimes times(long now) {
        if (times == null) {
            times = new CallTimes(now);
        }
        return times;
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }

    long timeouts() {
        return timeouts.sum();
    }

    long paused() {
        return paused.sum();
    }

    Latency latency() {
        CallTimes known = times;
        return known == null ? Latency.NONE : known.latency(System.nanoTime());
    }
}
