package id.plugins.keys.pkcs12.ceremony;

/** Why shares do not do what is asked of them. The message names shares by their files and never holds one. */
public final class CeremonyFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Code {
        /** No share, or one that was changed: a typing error. */
        SHARE_DAMAGED,
        /** Of another ceremony than the others. */
        SHARE_FOREIGN,
        /** The same share in two files. */
        SHARE_TWICE,
        /** Whole in itself, but not what was split. */
        SHARE_WRONG,
        /** Fewer than it takes. */
        SHARES_TOO_FEW,
        /** The secret does not open the vault. */
        VAULT_NOT_OPENED
    }

    private final Code code;

    CeremonyFault(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
