package id.api.security;

import java.time.Instant;
import java.util.Objects;

/**
 * How far the values of a place have been moved under the newest data key of their purpose.
 *
 * @param place
 *            where
 * @param version
 *            of the data key that they are moved to
 * @param moved
 *            how many were moved to it so far
 * @param movedAt
 *            when the last step was done
 * @param finished
 *            whether all that lay there was looked at
 */
public record Resealing(SealedPlace place, int version, long moved, Instant movedAt, boolean finished) {
    public Resealing {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(movedAt, "movedAt");
    }
}
