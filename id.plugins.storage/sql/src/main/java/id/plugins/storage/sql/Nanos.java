package id.plugins.storage.sql;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Instants as the tables keep them: nanoseconds since 1970, exact on every database. */
final class Nanos {
    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    static long of(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano());
        } catch (ArithmeticException tooFar) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "instant",
                    "An instant in a store lies between the years 1678 and 2262");
        }
    }

    /** Null for none. */
    static Long ofOptional(Optional<Instant> instant) {
        return instant.map(Nanos::of).orElse(null);
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }

    static Optional<Instant> optional(Long nanos) {
        return Optional.ofNullable(nanos).map(Nanos::instant);
    }

    /** Days since 1970 (UTC). */
    static int day(Instant instant) {
        return (int) LocalDate.ofInstant(instant, ZoneOffset.UTC).toEpochDay();
    }

    /** Nanoseconds, at most 292 years. */
    static long of(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
