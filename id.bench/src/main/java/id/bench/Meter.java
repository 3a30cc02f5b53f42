package id.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts, times and the processor time that they took. */
final class Meter {
    private static final int MOST_SAMPLES = 4_000_000;

    private final long[] nanos = new long[MOST_SAMPLES];
    private final AtomicInteger count = new AtomicInteger();
    private final long started = System.nanoTime();
    private final double processorAtStart = processorSeconds();

    /** Runs an operation and notes how long it took. */
    <T> T time(Callable<T> operation) throws Exception {
        long began = System.nanoTime();
        T result = operation.call();
        int index = count.getAndIncrement();
        if (index < MOST_SAMPLES) {
            nanos[index] = System.nanoTime() - began;
        }
        return result;
    }

    /** The figures up to now under names that begin with {@code prefix}. */
    Map<String, Object> figures(String prefix) {
        double seconds = (System.nanoTime() - started) / 1e9;
        int done = count.get();
        long[] sorted = Arrays.copyOf(nanos, Math.min(done, MOST_SAMPLES));
        Arrays.sort(sorted);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(prefix + "Operations", done);
        figures.put(prefix + "PerSecond", rounded(done / seconds));
        figures.put(prefix + "MillisP50", percentile(sorted, 0.50));
        figures.put(prefix + "MillisP99", percentile(sorted, 0.99));
        figures.put(prefix + "CpuMillisPerOperation",
                rounded(1000 * (processorSeconds() - processorAtStart) / Math.max(1, done)));
        return figures;
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : rounded(sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
    }

    /** Linux only; 0 elsewhere. */
    static long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** What a caller does over and over; {@code n} counts over all callers. */
    @FunctionalInterface
    interface Step {
        void take(long n) throws Exception;
    }

    /** Lets callers take steps side by side for some seconds; the first fault ends it. */
    static void during(int seconds, int callers, Step step) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        AtomicLong next = new AtomicLong();
        callers(callers, () -> {
            while (System.nanoTime() - end < 0) {
                step.take(next.getAndIncrement());
            }
            return null;
        });
    }

    /** Lets callers take {@code count} steps side by side. */
    static void times(long count, int callers, Step step) throws Exception {
        AtomicLong next = new AtomicLong();
        callers(callers, () -> {
            for (long n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                step.take(n);
            }
            return null;
        });
    }

    private static void callers(int callers, Callable<Void> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Void> caller : threads.invokeAll(java.util.Collections.nCopies(callers, work))) {
                caller.get();
            }
        }
    }
}
