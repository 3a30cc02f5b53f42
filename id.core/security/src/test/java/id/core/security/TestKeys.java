package id.core.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Settings and a clock for tests of keys. */
final class TestKeys {
    private TestKeys() {}

    static KeySettings settings() {
        return new KeySettings(new KeySettings.Values(Duration.ofHours(1), Duration.ofSeconds(30), Duration.ZERO,
                Duration.ofMinutes(10), 100_000));
    }

    /** A clock that tests move. */
    static final class Clock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-03-01T10:15:30Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }
}
