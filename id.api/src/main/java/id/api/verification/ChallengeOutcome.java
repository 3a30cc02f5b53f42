package id.api.verification;

/** What came of asking for a challenge. */
public sealed interface ChallengeOutcome {
    /** It was sent. */
    record Sent(Challenge challenge) implements ChallengeOutcome {}

    /** There is none, and why. */
    record Refused(Reason reason) implements ChallengeOutcome {}

    /** It could not be sent now; {@code why} is for the operator. */
    record Unavailable(String why) implements ChallengeOutcome {}
}
