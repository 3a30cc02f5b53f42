package id.core.http.gate;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings of limits, and a clock that a test moves. */
final class FakeLimits {
    private FakeLimits() {}

    /** The settings with some changed. */
    static RateLimits.Config settings(Map<String, Object> changed) {
        return (RateLimits.Config) Proxy.newProxyInstance(FakeLimits.class.getClassLoader(), new Class<?>[]{ RateLimits.Config.class },
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** A clock that stands until it is moved. */
    static final class Clock implements io.github.bucket4j.TimeMeter {
        private long nanos = 1_000_000_000;

        void advance(java.time.Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
