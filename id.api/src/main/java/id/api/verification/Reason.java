package id.api.verification;

/** Why a proof or a claim did not hold. */
public enum Reason {
    /** Nobody is named so, or the identifier is revoked, expired or used up. */
    IDENTIFIER_UNKNOWN,
    /** The identity may not be used now. */
    IDENTITY_INACTIVE,
    /** Compared; not alike enough. */
    NO_MATCH,
    /** The person has no reference of that kind. */
    NO_REFERENCE,
    /** The code is wrong. */
    CODE_WRONG,
    /** The code is too old, was used, or none was sent in this transaction. */
    CODE_EXPIRED,
    /** Too many wrong tries: locked for a time. */
    LOCKED,
    /** No installed factor checks such a proof. */
    FACTOR_UNKNOWN,
    /** The relying party may not use this factor or read this attribute. */
    NOT_ALLOWED
}
