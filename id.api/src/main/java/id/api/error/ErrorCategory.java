package id.api.error;

/** Who can mend an error. Decides the status a protocol answers with and whether a retry makes sense. */
public enum ErrorCategory {
    /** The caller sent something wrong: a retry of the same call fails again. */
    CALLER,
    /** A fault of this system or of a plugin's code: somebody has to look. */
    INTERNAL,
    /**
     * A limit is reached (space, numbers, rate, capacity): later or after more is granted, the same call may succeed.
     */
    EXHAUSTED,
    /**
     * Something that this system depends on (store, device, matcher, network) does not answer as it should: retry
     * later.
     */
    EXTERNAL
}
