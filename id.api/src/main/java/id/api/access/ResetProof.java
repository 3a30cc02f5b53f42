package id.api.access;

/**
 * How a person who lost the authenticator proved who they are: no less than is asked for when the account is made.
 */
public enum ResetProof {
    /** Came in person and showed an official document with a picture. */
    DOCUMENT_IN_PERSON,
    /** Is enrolled, and was compared by finger, face or iris at a desk. */
    BIOMETRIC_IN_PERSON
}
