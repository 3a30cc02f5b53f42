package id.api.credential;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about credentials. Block 1500 to 1599. */
public enum CredentialError implements ErrorCode {
    /** No such credential. */
    CREDENTIAL_UNKNOWN(1500, ErrorCategory.CALLER),
    /** No such profile. */
    PROFILE_UNKNOWN(1501, ErrorCategory.CALLER),
    /** Not allowed in the state that it is in. */
    STATUS_NOT_ALLOWED(1502, ErrorCategory.CALLER),
    /** No printer for the layout is installed, or it does not answer. */
    PRINTER_UNAVAILABLE(1510, ErrorCategory.EXTERNAL),
    /** No installed format of that name, or it failed. */
    FORMAT_UNAVAILABLE(1511, ErrorCategory.EXTERNAL),
    /** The content does not fit the format. */
    CONTENT_TOO_LARGE(1512, ErrorCategory.CALLER);

    private final int number;
    private final ErrorCategory category;

    CredentialError(int number, ErrorCategory category) {
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
