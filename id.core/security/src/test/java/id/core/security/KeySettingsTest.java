package id.core.security;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class KeySettingsTest {
    private static final Map<String, List<Integer>> RANGES = Map.of("cacheMinutes", List.of(1, 1_440), "refreshSeconds", List.of(1, 3_600),
            "rotateAfterDays", List.of(0, 36_500), "revokeAfterMinutes", List.of(1, 10_080), "resealPerSecond", List.of(1, 100_000),
            "epochMinutes", List.of(1, 10_080), "backupsKeptDays", List.of(0, 3_650));

    @Test
    public void bothEndsOfEachRangeAreTaken() {
        RANGES.forEach((setting, range) -> range.forEach(value -> new KeySettings(new Given(Map.of(setting, value)))));
        assertEquals(
                new KeySettings.Values(Duration.ofMinutes(60), Duration.ofSeconds(30), Duration.ofDays(365), Duration.ofMinutes(10), 500,
                        Duration.ofDays(1), Duration.ofDays(30)),
                new KeySettings(new Given(Map.of())).now());
    }

    @Test
    public void whatIsBeyondIsRefusedByKeyAndRange() {
        RANGES.forEach((setting, range) -> {
            for (int wrong : new int[]{ range.get(0) - 1, range.get(1) + 1, Integer.MIN_VALUE, Integer.MAX_VALUE }) {
                IdentityException refused = assertThrows(setting, IdentityException.class,
                        () -> new KeySettings(new Given(Map.of(setting, wrong))));
                assertEquals(GeneralError.INVALID_VALUE, refused.code());
                assertEquals(setting, refused.field());
                assertTrue(refused.getMessage(), refused.getMessage().startsWith("Setting " + setting + " must be " + range.get(0) + " to "
                        + range.get(1) + " "));
            }
        });
    }

    @Test
    public void aRefusedChangeChangesNothing() {
        KeySettings settings = new KeySettings(new Given(Map.of("cacheMinutes", 5)));
        assertThrows(IdentityException.class, () -> settings.change(new Given(Map.of("cacheMinutes", 7, "resealPerSecond", 0))));
        assertEquals(Duration.ofMinutes(5), settings.now().cache());
        settings.change(new Given(Map.of("cacheMinutes", 7)));
        assertEquals(Duration.ofMinutes(7), settings.now().cache());
    }

    /** The defaults, but for some. */
    private record Given(Map<String, Integer> values) implements KeySettings.Config {
        private int value(String setting) {
            Map<String, Integer> all = new HashMap<>(Map.of("cacheMinutes", 60, "refreshSeconds", 30, "rotateAfterDays", 365,
                    "revokeAfterMinutes", 10, "resealPerSecond", 500, "epochMinutes", 1_440, "backupsKeptDays", 30));
            all.putAll(values);
            return all.get(setting);
        }

        @Override
        public int cacheMinutes() {
            return value("cacheMinutes");
        }

        @Override
        public int refreshSeconds() {
            return value("refreshSeconds");
        }

        @Override
        public int rotateAfterDays() {
            return value("rotateAfterDays");
        }

        @Override
        public int revokeAfterMinutes() {
            return value("revokeAfterMinutes");
        }

        @Override
        public int resealPerSecond() {
            return value("resealPerSecond");
        }

        @Override
        public int epochMinutes() {
            return value("epochMinutes");
        }

        @Override
        public int backupsKeptDays() {
            return value("backupsKeptDays");
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return KeySettings.Config.class;
        }
    }
}
