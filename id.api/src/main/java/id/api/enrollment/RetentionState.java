package id.api.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * For how long a kind of data is kept, and what was removed of it.
 *
 * @param kind
 *            which
 * @param period
 *            how long; zero for {@link RetentionKind#SHORT_LIVED}, empty when it is kept without end
 * @param ranAt
 *            when it was last looked at with something to remove; empty when there never was
 * @param upTo
 *            how far it has come: the time of the last one that was removed
 * @param removed
 *            how many were removed so far
 */
public record RetentionState(RetentionKind kind, Optional<Duration> period, Optional<Instant> ranAt, Optional<Instant> upTo,
        long removed) {
    public RetentionState {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(ranAt, "ranAt");
        Objects.requireNonNull(upTo, "upTo");
    }
}
