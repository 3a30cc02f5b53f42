package id.api.security;

/**
 * Where values lie that a {@link FieldCipher} sealed: what a data key is needed for as long as it is not revoked. The
 * context of a value is part of its seal, so a place says how it is made; who seals there takes it from here.
 */
public enum SealedPlace {
    /** The number on the record of an identity; owner: the person. */
    UIN(SealPurpose.IDENTITY, "uin/"),
    /** The attributes on the record of an identity; owner: the person. */
    ATTRIBUTES(SealPurpose.IDENTITY, "identity/"),
    /** An identifier; owner: its kind, a slash, the person. */
    IDENTIFIER(SealPurpose.IDENTITY, ""),
    /** A biometric reference; owner: the encounter, a slash, the label of the position. */
    REFERENCE(SealPurpose.BIOMETRIC, "reference/"),
    /** The link from an encounter to its enrollment; owner: the encounter, which the store of links does not know. */
    REFERENCE_LINK(SealPurpose.LINK, "link/"),
    /** The content of a credential; owner: the credential. */
    CREDENTIAL(SealPurpose.CREDENTIAL, "credential/"),
    /** The document of a draft; owner: the enrollment. */
    DRAFT(SealPurpose.PACKET, "draft/"),
    /** A short-lived value; owner: its key. */
    SHORT_LIVED(SealPurpose.CODE, ""),
    /** A record about who may do what; owner: its kind, a slash, its id. */
    ACCESS(SealPurpose.CODE, "access/");

    private final SealPurpose purpose;
    private final String prefix;

    SealedPlace(SealPurpose purpose, String prefix) {
        this.purpose = purpose;
        this.prefix = prefix;
    }

    /** Whose data keys the values here are under. */
    public SealPurpose purpose() {
        return purpose;
    }

    /** The context that the value of an owner is sealed with. */
    public String context(String owner) {
        return prefix + owner;
    }
}
