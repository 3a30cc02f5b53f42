package id.core.plugins;

import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What a call costs beyond the plugin. Not part of the tests: {@code ./idem bench lease} runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LeaseBenchmark {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String FILTER = "(channel=sms)";
    private static final PluginOutcome<String> ANSWER = new PluginOutcome.Answered<>("fine");

    private Path storage;
    private RunningFramework framework;
    private LeasedPluginRegistry registry;
    private PluginWhiteboard whiteboard;
    private Lease lease;

    @Setup
    public void start() throws Exception {
        storage = Files.createTempDirectory("lease");
        framework = new RunningFramework(storage);
        LeaseLimits limits = LeaseLimits.of(RunningFramework.settings(Map.of()));
        registry = framework.registry(limits, new RunningFramework.Components(Map.of()), entry -> {}, Clock.systemUTC());
        whiteboard = new PluginWhiteboard(framework.context(), limits,
                new BreakerWatch(limits.breaker(), Clock.systemUTC(), entry -> {}), new PluginThreads());
        for (String channel : List.of("email", "sms", "letter", "push")) {
            framework.plugin("id.plugins." + channel).getBundleContext().registerService(Notifier.class,
                    message -> null, new Hashtable<>(Map.of(Notifier.CHANNEL, channel)));
        }
        whiteboard.open();
        lease = whiteboard.fitting(Notifier.class, FILTER).getFirst();
    }

    @TearDown
    public void stop() throws Exception {
        whiteboard.close();
        registry.stop();
        framework.close();
    }

    /** The books of a call: enter, limit, breaker, figures, leave. */
    @Benchmark
    public boolean books() throws InterruptedException {
        long now = System.nanoTime();
        if (!(lease.admit(now + LIMIT.toNanos()) instanceof Lease.Admission.In in)) {
            throw new IllegalStateException("not let in");
        }
        LeasedCall call = new LeasedCall(lease, in.permission(), now);
        lease.calls().leave();
        boolean tells = call.ended(ANSWER);
        lease.ended();
        return tells;
    }

    /** Finding the service by its properties. */
    @Benchmark
    public List<Lease> find() {
        return whiteboard.fitting(Notifier.class, FILTER);
    }

    /** A whole call of a plugin that answers at once: finding it, the books, the way to its thread and back. */
    @Benchmark
    public PluginOutcome<String> call() {
        return registry.call(Notifier.class, FILTER, LIMIT, plugin -> "fine");
    }

    @Test
    public void measure() throws Exception {
        new Runner(new OptionsBuilder().include(LeaseBenchmark.class.getName()).build()).run();
    }
}
