package id.api.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One erasure epoch.
 *
 * @param number
 *            from 1
 * @param begunAt
 *            when its key was made
 * @param current
 *            whether new values are sealed under it
 * @param destroyAfter
 *            when its key may be destroyed; empty for the current one, and while values are still being moved out of it
 */
public record ErasureEpoch(int number, Instant begunAt, boolean current, Optional<Instant> destroyAfter) {
    public ErasureEpoch {
        Objects.requireNonNull(begunAt, "begunAt");
        Objects.requireNonNull(destroyAfter, "destroyAfter");
    }
}
