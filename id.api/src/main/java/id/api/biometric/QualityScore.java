package id.api.biometric;

import id.api.error.GeneralError;
import id.api.error.IdentityException;

/**
 * How good a sample is for comparison, in the sense of ISO/IEC 29794-1.
 *
 * @param value
 *            0 (worst) to 100 (best)
 * @param algorithm
 *            who says so, never blank: {@code NFIQ2}, {@code SourceAFIS-minutiae}
 */
public record QualityScore(int value, String algorithm) {
    public QualityScore {
        if (value < 0 || value > 100 || algorithm == null || algorithm.isBlank()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "quality",
                    "A quality score is 0 to 100 and names its algorithm");
        }
    }
}
