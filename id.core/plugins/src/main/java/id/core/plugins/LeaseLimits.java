package id.core.plugins;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;

/**
 * What a plugin lives under.
 *
 * @param drain
 *            longest that it is kept for its calls in flight when it goes
 * @param hangingCalls
 *            calls beyond their time limit that a service may hold before it is called no more
 * @param concurrentCalls
 *            calls that a service may hold at a time
 * @param breaker
 *            when it is left alone
 */
record LeaseLimits(Duration drain, int hangingCalls, int concurrentCalls, PluginBreaker.Rule breaker) {
    /** Refuses settings that are out of range by their key. */
    static LeaseLimits of(LeasedPluginRegistry.Config config) {
        int window = range("breakerWindowCalls", config.breakerWindowCalls(), 1, 10_000);
        PluginBreaker.Rule breaker = new PluginBreaker.Rule(
                range("breakerFailurePercent", config.breakerFailurePercent(), 1, 100), window,
                range("breakerLeastCalls", config.breakerLeastCalls(), 1, window),
                Duration.ofSeconds(range("breakerPauseSeconds", config.breakerPauseSeconds(), 1, 3_600)),
                range("breakerProbes", config.breakerProbes(), 1, 100));
        return new LeaseLimits(Duration.ofSeconds(range("drainSeconds", config.drainSeconds(), 0, 600)),
                range("hangingCalls", config.hangingCalls(), 1, 1_000),
                range("concurrentCalls", config.concurrentCalls(), 1, 10_000), breaker);
    }

    private static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key, LeasedPluginRegistry.PID + ": " + key + " is "
                    + value + ", but must be " + least + " to " + most);
        }
        return value;
    }
}
