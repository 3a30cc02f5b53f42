package id.api.subscription;

/** What became of an event at one reaction. */
public sealed interface ReactionResult {
    /** Taken; never given again to this reaction. */
    record Done() implements ReactionResult {}

    /** Not now; it is given again with growing delays. {@code why} without personal data. */
    record RetryLater(String why) implements ReactionResult {}

    /**
     * Nothing was tried, since what does the work is not called now; given again soon, and not counted as a failed try.
     * {@code why} without personal data.
     */
    record NotNow(String why) implements ReactionResult {}

    /** Never; it is put aside for an operator. {@code why} without personal data. */
    record GivenUp(String why) implements ReactionResult {}
}
