package id.api.biometric;

import id.api.error.GeneralError;
import id.api.error.IdentityException;

/**
 * The probability that two different people score this high or higher. The scale of every threshold in policies and
 * settings: the smaller, the stricter.
 *
 * @param value
 *            above 0 and at most 1; {@code 1e-4} is one in ten thousand
 */
public record FalseMatchRate(double value) implements Comparable<FalseMatchRate> {
    public FalseMatchRate {
        if (!(value > 0 && value <= 1)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "falseMatchRate",
                    "A false match rate is above 0 and at most 1, such as 1e-4");
        }
    }

    /** Whether this rate is at most {@code ceiling}: the comparison is at least as sure as the threshold asks. */
    public boolean isWithin(FalseMatchRate ceiling) {
        return value <= ceiling.value;
    }

    @Override
    public int compareTo(FalseMatchRate other) {
        return Double.compare(value, other.value);
    }
}
