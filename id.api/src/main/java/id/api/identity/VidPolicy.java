package id.api.identity;

/** How long a virtual identifier lives. The durations are settings of the core. */
public enum VidPolicy {
    /** Until it is revoked. */
    PERPETUAL,
    /** For a set time. */
    TEMPORARY,
    /** For one use, within a set time. */
    ONE_TIME
}
