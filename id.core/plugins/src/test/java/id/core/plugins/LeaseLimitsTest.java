package id.core.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.util.Map;
import org.junit.Test;

public class LeaseLimitsTest {
    @Test
    public void takesTheDefaults() {
        LeaseLimits limits = LeaseLimits.of(RunningFramework.settings(Map.of()));
        assertEquals(64, limits.concurrentCalls());
        assertEquals(30, limits.breaker().pause().toSeconds());
    }

    @Test
    public void refusesWhatIsOutOfRangeByItsKey() {
        Map<String, Integer> wrong = Map.of("drainSeconds", 601, "hangingCalls", 0, "concurrentCalls", 0,
                "breakerFailurePercent", 101, "breakerWindowCalls", 0, "breakerLeastCalls", 21, "breakerPauseSeconds", 0,
                "breakerProbes", 0);
        wrong.forEach((key, value) -> {
            IdentityException refused = assertThrows(key, IdentityException.class,
                    () -> LeaseLimits.of(RunningFramework.settings(Map.of(key, value))));
            assertEquals(key, refused.field());
            assertTrue(refused.getMessage(), refused.getMessage().contains(key + " is " + value + ", but must be "));
        });
    }
}
