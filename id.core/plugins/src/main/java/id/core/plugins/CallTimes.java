package id.core.plugins;

import id.api.plugin.PluginFigures.Latency;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long the calls of the last five minutes took. Recording never waits; safe for concurrent use. */
final class CallTimes {
    private static final int SLICES = 5;
    private static final long SLICE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 2;
    private static final double MICROS_PER_MILLI = 1_000;

    private final Recorder recorder = new Recorder(1, MOST_MICROS, DIGITS);
    private final LongAdder total = new LongAdder();
    private final ReentrantLock turning = new ReentrantLock();
    private final Histogram[] slices = new Histogram[SLICES];
    private Histogram interval;
    private int current;
    private volatile long turnAt;

    /**
     * @param now
     *            {@link System#nanoTime()}
     */
    CallTimes(long now) {
        turnAt = now + SLICE_NANOS;
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new Histogram(DIGITS);
        }
    }

    void took(long nanos, long now) {
        if (now - turnAt >= 0 && turning.tryLock()) {
            try {
                turn(now);
            } finally {
                turning.unlock();
            }
        }
        recorder.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, MOST_MICROS));
        total.add(nanos);
    }

    Latency latency(long now) {
        Histogram all = new Histogram(DIGITS);
        turning.lock();
        try {
            turn(now);
            collect();
            for (Histogram slice : slices) {
                all.add(slice);
            }
        } finally {
            turning.unlock();
        }
        return new Latency(millis(all.getValueAtPercentile(50)), millis(all.getValueAtPercentile(99)),
                millis(all.getMaxValue()), all.getTotalCount(), total.sum() / (double) TimeUnit.SECONDS.toNanos(1));
    }

    /** Forgets the slices whose time is over. */
    private void turn(long now) {
        long late = now - turnAt;
        if (late < 0) {
            return;
        }
        collect();
        long turns = late / SLICE_NANOS + 1;
        for (long i = 0; i < Math.min(turns, SLICES); i++) {
            current = (current + 1) % SLICES;
            slices[current].reset();
        }
        turnAt += turns * SLICE_NANOS;
    }

    private void collect() {
        interval = recorder.getIntervalHistogram(interval);
        slices[current].add(interval);
    }

    private static double millis(long micros) {
        return micros / MICROS_PER_MILLI;
    }
}
