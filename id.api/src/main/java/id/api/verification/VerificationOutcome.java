package id.api.verification;

import java.util.List;

/** The answer to a claim. A check that broke is {@link Unavailable}, never a no. */
public sealed interface VerificationOutcome {
    /**
     * Yes.
     *
     * @param token
     *            the person's pairwise token for this relying party: 32 hexadecimal digits, the same every time
     * @param factors
     *            the factors that passed
     */
    record Verified(String token, List<String> factors) implements VerificationOutcome {
        public Verified {
            factors = List.copyOf(factors);
        }

        @Override
        public String toString() {
            return "Verified[***]";
        }
    }

    /** No, and why. */
    record NotVerified(Reason reason) implements VerificationOutcome {}

    /** It could not be checked; {@code why} is for the operator. */
    record Unavailable(String why) implements VerificationOutcome {}
}
