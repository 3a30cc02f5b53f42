package id.api.subscription;

/** The kinds of events. */
public enum Topic {
    IDENTITY_CREATED("identity/created"), IDENTITY_UPDATED("identity/updated"),
    IDENTITY_STATE_CHANGED("identity/state-changed"),
    /** The person's data is gone for good; the ids of the event lead nowhere any more. */
    IDENTITY_ERASED("identity/erased"), ENROLLMENT_REJECTED("enrollment/rejected"),
    ENROLLMENT_DUPLICATE("enrollment/duplicate"), CREDENTIAL_ISSUED("credential/issued"),
    CREDENTIAL_STATUS_CHANGED("credential/status-changed");

    private final String path;

    Topic(String path) {
        this.path = path;
    }

    /** The name by which the outside subscribes: {@code identity/created}. */
    public String path() {
        return path;
    }
}
