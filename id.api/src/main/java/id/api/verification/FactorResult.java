package id.api.verification;

/** What a factor says of a proof. */
public sealed interface FactorResult {
    /** It holds. */
    record Passed(AssuranceLevel level) implements FactorResult {}

    /** It does not hold. */
    record Failed(Reason reason) implements FactorResult {}

    /** It could not be checked: no answer at all. {@code why} without personal data. */
    record Unavailable(String why) implements FactorResult {}
}
