package id.api.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * How far the removal of a kind of data has come.
 *
 * @param kind
 *            1 to 32 characters
 * @param reachedAt
 *            time of the last one that was removed
 * @param reachedId
 *            its id; {@code ""} where there is none
 * @param removed
 *            how many so far
 * @param ranAt
 *            when
 */
public record RetentionRun(String kind, Instant reachedAt, String reachedId, long removed, Instant ranAt) {
    public RetentionRun {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reachedAt, "reachedAt");
        Objects.requireNonNull(reachedId, "reachedId");
        Objects.requireNonNull(ranAt, "ranAt");
    }
}
