package id.api.security;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about keys, seals and signatures. Block 1200 to 1299. */
public enum SecurityError implements ErrorCode {
    /** The packet's encryption or one of its layers is broken, cut short or not for this system. */
    PACKET_SEAL_INVALID(1200, ErrorCategory.CALLER),
    /** The packet carries no signature, or one that does not fit its content. */
    PACKET_SIGNATURE_INVALID(1201, ErrorCategory.CALLER),
    /** The packet is signed by nobody who is registered, active and allowed to. */
    PACKET_SIGNER_UNKNOWN(1202, ErrorCategory.CALLER),
    /** The packet's content does not have the form of a packet. */
    PACKET_MALFORMED(1203, ErrorCategory.CALLER),
    /** The packet was received before. */
    PACKET_REPLAYED(1204, ErrorCategory.CALLER),
    /** There is no key or series of keys that is called so. */
    KEY_UNKNOWN(1205, ErrorCategory.CALLER),
    /** A key of this kind is never exchanged for another one. */
    KEY_NOT_ROTATABLE(1206, ErrorCategory.CALLER),
    /** Something is under the key, or may be: revoking it would make that unreadable. */
    KEY_IN_USE(1207, ErrorCategory.CALLER),
    /** The vault does not let go of keys: it is done with the tools of its maker. */
    KEY_REMOVAL_UNSUPPORTED(1208, ErrorCategory.CALLER),
    /** Somebody who must sign packets of that process did not. */
    PACKET_SIGNATURE_MISSING(1209, ErrorCategory.CALLER),
    /** No key of that name. */
    KEY_MISSING(1210, ErrorCategory.INTERNAL),
    /** The key is of another type. */
    KEY_TYPE_WRONG(1211, ErrorCategory.INTERNAL),
    /** Not a key name. */
    KEY_NAME_INVALID(1212, ErrorCategory.INTERNAL),
    /** A stored value does not open: wrong key, wrong place or changed. */
    SEALED_VALUE_INVALID(1213, ErrorCategory.INTERNAL),
    /** The vault has no keys of that type, since its hardware or the way to it lacks the algorithm. */
    KEY_TYPE_UNSUPPORTED(1214, ErrorCategory.INTERNAL),
    /** The vault does not answer. */
    VAULT_UNAVAILABLE(1220, ErrorCategory.EXTERNAL);

    private final int number;
    private final ErrorCategory category;

    SecurityError(int number, ErrorCategory category) {
        this.number = number;
        this.category = category;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorCategory category() {
        return category;
    }
}
