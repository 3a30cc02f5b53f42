package id.api.security;

/** Whether a signature is one of this system. */
public enum SignatureCheck {
    /** A key of the purpose made it over exactly this input. */
    FITS,
    /** The key is known, and did not make it over this input. */
    DOES_NOT_FIT,
    /** No key of the purpose has this id: another system made it, or the keys of this one were exchanged. */
    KEY_UNKNOWN
}
