package id.api.identity;

/** Whether an identity may be used. */
public enum IdentityState {
    /** May be used. */
    ACTIVE,
    /** May not be used for now; can become active again. */
    SUSPENDED,
    /** The person has died. Final but for a correction to active. */
    DECEASED,
    /** Taken out of use for good. */
    DEACTIVATED
}
