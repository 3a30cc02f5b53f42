package id.api.biometric;

import id.api.error.IdentityException;
import java.util.Objects;

/**
 * The result of one comparison.
 *
 * @param raw
 *            the engine's own score; grows with similarity; comparable only within one engine
 * @param falseMatchRate
 *            the engine's estimate of the probability that two different people score this high or higher
 */
public record ComparisonScore(double raw, FalseMatchRate falseMatchRate) {
    public ComparisonScore {
        Objects.requireNonNull(falseMatchRate, "falseMatchRate");
        if (!Double.isFinite(raw)) {
            throw new IdentityException(BiometricError.SCORE_INVALID, "raw", "A comparison score is a finite number");
        }
    }
}
