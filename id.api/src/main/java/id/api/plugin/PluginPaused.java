package id.api.plugin;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Cause of an {@link id.api.error.IdentityException} whose call never reached a plugin, see {@link PluginOutcome.Paused}.
 */
public final class PluginPaused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 16;

    private final Duration retryAfter;

    public PluginPaused(Duration retryAfter) {
        // Thrown in great numbers while a plugin rests, and its place in the code tells nothing.
        super("The plugin was not called", null, false, false);
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** When to ask again, at the soonest. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** When to ask again, where this error came about because a plugin was not called; empty for every other error. */
    public static Optional<Duration> in(Throwable error) {
        Throwable one = error;
        for (int i = 0; one != null && i < MAX_CAUSES; i++) {
            if (one instanceof PluginPaused paused) {
                return Optional.of(paused.retryAfter());
            }
            one = one.getCause();
        }
        return Optional.empty();
    }
}
