package id.api.matching;

import id.api.biometric.FalseMatchRate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.Objects;

/**
 * How far a search goes.
 *
 * @param maxCandidates
 *            1 to 1,000 best candidates to report
 * @param ceiling
 *            candidates with a higher false match rate are left out
 * @param timeout
 *            after it the answer is {@link Incomplete}; above zero
 * @param exactShare
 *            budget of the second stage: which share of the gallery may be compared exactly, above 0 to 1; 1 compares
 *            all
 */
public record SearchLimits(int maxCandidates, FalseMatchRate ceiling, Duration timeout, double exactShare) {
    public SearchLimits {
        Objects.requireNonNull(ceiling, "ceiling");
        if (maxCandidates < 1 || maxCandidates > 1_000 || timeout.isNegative() || timeout.isZero()
                || !(exactShare > 0 && exactShare <= 1)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limits",
                    "A search has 1 to 1000 candidates, a time limit above 0 and an exact share above 0 to 1");
        }
    }
}
