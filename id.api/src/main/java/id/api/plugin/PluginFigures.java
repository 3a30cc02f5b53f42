package id.api.plugin;

import java.util.List;
import java.util.Objects;

/**
 * How the calls to a plugin go, over all of its services, since it was installed or the system was started.
 *
 * @param calls
 *            calls that reached it
 * @param failures
 *            of them those that failed or were not answered in time; what it refused as a wrong question is none
 * @param timeouts
 *            of the failures those that were not answered in time
 * @param paused
 *            calls that were kept from it, by its breaker or because it had all that it may hold
 * @param inFlight
 *            calls in it now that somebody waits for
 * @param hanging
 *            calls in it now whose caller gave up waiting
 * @param hangingThreads
 *            names of the threads that these hold, as a thread dump shows them; a hanging promise holds none
 * @param breaker
 *            whether it is called; of several services the worst
 * @param latency
 *            how long calls took
 */
public record PluginFigures(long calls, long failures, long timeouts, long paused, int inFlight, int hanging,
        List<String> hangingThreads, Breaker breaker, Latency latency) {
    /** Nothing called it yet. */
    public static final PluginFigures NONE = new PluginFigures(0, 0, 0, 0, 0, 0, List.of(), Breaker.CLOSED,
            Latency.NONE);

    /** Whether a plugin is called. */
    public enum Breaker {
        /** It is called. */
        CLOSED,
        /** A few calls try whether it works again; the others wait for what comes of them. */
        HALF_OPEN,
        /** It failed too often, and its pause is over: the next call tries it. */
        DUE,
        /** It failed too often: it is not called before its pause is over. */
        OPEN
    }

    /**
     * How long calls took, from the hand-over to the plugin to the answer or the end of the wait.
     *
     * @param p50Millis
     *            half of the calls of the last minutes took no longer
     * @param p99Millis
     *            99 of 100 took no longer
     * @param maxMillis
     *            none took longer
     * @param count
     *            calls in these last minutes
     * @param totalSeconds
     *            of all calls so far together
     */
    public record Latency(double p50Millis, double p99Millis, double maxMillis, long count, double totalSeconds) {
        /** No call. */
        public static final Latency NONE = new Latency(0, 0, 0, 0, 0);
    }

    public PluginFigures {
        hangingThreads = List.copyOf(hangingThreads);
        Objects.requireNonNull(breaker, "breaker");
        Objects.requireNonNull(latency, "latency");
    }
}
