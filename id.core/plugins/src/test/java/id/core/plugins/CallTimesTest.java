package id.core.plugins;

import static org.junit.Assert.assertEquals;

import id.api.plugin.PluginFigures.Latency;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class CallTimesTest {
    private static final long START = Long.MAX_VALUE - 5;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    public void tellsTheMiddleTheSlowestAndTheSum() {
        CallTimes times = new CallTimes(START);
        for (int i = 1; i <= 100; i++) {
            times.took(TimeUnit.MILLISECONDS.toNanos(i), START + i);
        }
        Latency latency = times.latency(START + 101);
        assertEquals(50, latency.p50Millis(), 0.5);
        assertEquals(99, latency.p99Millis(), 1);
        assertEquals(100, latency.maxMillis(), 1);
        assertEquals(100, latency.count());
        assertEquals(5.05, latency.totalSeconds(), 0.001);
    }

    @Test
    public void forgetsWhatIsOlderThanFiveMinutesButNotTheSum() {
        CallTimes times = new CallTimes(START);
        times.took(TimeUnit.SECONDS.toNanos(9), START + 1);
        times.took(TimeUnit.SECONDS.toNanos(1), START + 3 * MINUTE);
        assertEquals(2, times.latency(START + 4 * MINUTE).count());
        assertEquals(1, times.latency(START + 6 * MINUTE).count());
        assertEquals(1_000, times.latency(START + 6 * MINUTE).maxMillis(), 10);
        Latency later = times.latency(START + 100 * MINUTE);
        assertEquals(0, later.count());
        assertEquals(0, later.maxMillis(), 0);
        assertEquals(10, later.totalSeconds(), 0.001);
    }

    @Test
    public void takesTimesThatAreOutOfItsRange() {
        CallTimes times = new CallTimes(START);
        times.took(0, START);
        times.took(TimeUnit.DAYS.toNanos(2), START);
        assertEquals(2, times.latency(START).count());
    }
}
