package id.core.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/** Runs a step over many people at once, with a progress bar. */
final class DemoSteps {
    /** A few desks work side by side. */
    private static final int DESKS = 6;
    private static final int BAR = 30;

    private final Output output;
    private final DemoReport report;
    private final boolean terminal = System.console() != null && System.getenv("TERM") != null;

    DemoSteps(Output output, DemoReport report) {
        this.output = output;
        this.report = report;
    }

    /** Does a step for each number; a person for whom it breaks counts as not done, and the first fault is told. */
    void each(String name, List<Integer> numbers, int expected, IntPredicate step) {
        long started = System.nanoTime();
        AtomicInteger worked = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<String> fault = new AtomicReference<>();
        try (ExecutorService desks = Executors.newFixedThreadPool(DESKS)) {
            List<? extends Future<?>> futures = numbers.stream().map(number -> desks.submit(() -> {
                try {
                    if (step.test(number)) {
                        done.incrementAndGet();
                    }
                } catch (CommandFailure broken) {
                    fault.compareAndSet(null, broken.getMessage());
                }
                show(name, worked.incrementAndGet(), numbers.size());
            })).toList();
            futures.forEach(DemoSteps::await);
        }
        endBar(name, done.get(), numbers.size());
        report.step(name, expected, done.get(), (System.nanoTime() - started) / 1e9, fault.get());
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The demonstration was interrupted");
        } catch (java.util.concurrent.ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    private synchronized void show(String name, int worked, int all) {
        if (terminal) {
            output.progressStream()
                    .print(String.format(Locale.ROOT, "\r%-30s [%s] %d/%d", name, bar(worked, all), worked, all));
            output.progressStream().flush();
        }
    }

    private void endBar(String name, int done, int all) {
        output.progress(
                terminal ? "" : String.format(Locale.ROOT, "%-30s [%s] %d/%d", name, bar(done, all), done, all));
    }

    private static String bar(int part, int all) {
        int filled = BAR * part / all;
        return "#".repeat(filled) + ".".repeat(BAR - filled);
    }
}
