package id.core.plugins.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Delivery;
import id.api.plugin.PluginOutcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the way to another process costs: 16 KiB there and 16 KiB back, through a lease. Prints figures; asserts answers. */
public class ProcessOverheadTest {
    private static final int WARM_UP = Integer.getInteger("idem.overhead.warmup", 200);
    private static final int CALLS = Integer.getInteger("idem.overhead.calls", 1_000);
    private static final String PAYLOAD = "p".repeat(16 * 1024);

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void sixteenKibibytesThereAndBack() throws Exception {
        try (CoreFramework core = new CoreFramework(folder.getRoot().toPath(), Map.of("niceness", 0))) {
            core.registerLocal("inside");
            OutsidePlugin outside = OutsidePlugin.active(folder.getRoot().toPath());
            RunningPlugin plugin = core.processes().start(outside.installed(), outside.jar());
            assertTrue(plugin.problem(), plugin.awaitOffered(Duration.ofSeconds(300)));
            for (String where : new String[]{ "inside", "outside" }) {
                measure(core, where, 1, WARM_UP, false);
                measure(core, where, 1, CALLS, true);
                measure(core, where, 8, CALLS, true);
            }
        }
    }

    private static void measure(CoreFramework core, String channel, int callers, int calls, boolean print) {
        long[] nanos = new long[calls];
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        CompletableFuture<?>[] all = IntStream.range(0, callers).mapToObj(caller -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                try {
                    for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                        long start = System.nanoTime();
                        PluginOutcome<Delivery> outcome = core.sendTo(channel, "echo", PAYLOAD);
                        nanos[n] = System.nanoTime() - start;
                        assertEquals(PAYLOAD, CoreFramework.said(outcome));
                    }
                    done.complete(null);
                } catch (Throwable broken) {
                    done.completeExceptionally(broken);
                }
            });
            return done;
        }).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos);
        if (print) {
            System.out.printf(Locale.ROOT, "ProcessOverheadTest: %s, %d callers: p50 %.3f ms, p99 %.3f ms, %.0f calls/s%n", channel,
                    callers, nanos[calls / 2] / 1e6, nanos[calls * 99 / 100] / 1e6, calls / seconds);
        }
    }
}
