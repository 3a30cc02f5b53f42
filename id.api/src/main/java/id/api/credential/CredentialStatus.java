package id.api.credential;

/** The states of OSIA's credential services. */
public enum CredentialStatus {
    /** Asked for, not yet in use. */
    NEW,
    /** In use. */
    ACTIVE,
    /** Out of use for now. */
    SUSPENDED,
    /** Out of use for good. */
    REVOKED
}
