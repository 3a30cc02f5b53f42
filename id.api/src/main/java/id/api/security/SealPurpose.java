package id.api.security;

/** What a value is sealed for: each purpose has data keys of its own, so that one leaked key opens one kind of data. */
public enum SealPurpose {
    /** Attributes and identifiers of persons. */
    IDENTITY,
    /** Templates and other biometric references. */
    BIOMETRIC,
    /** The join between a person or enrollment and biometric references. */
    LINK,
    /** Packets, drafts and documents waiting for their outcome. */
    PACKET,
    /** Content of credentials. */
    CREDENTIAL,
    /** One-time codes, secrets of clients and other short-lived values. */
    CODE
}
