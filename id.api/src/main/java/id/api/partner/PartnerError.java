package id.api.partner;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about clients and tokens. Block 1700 to 1799. */
public enum PartnerError implements ErrorCode {
    /** No such client, or not active. */
    CLIENT_UNKNOWN(1700, ErrorCategory.CALLER),
    /** A client of that id is registered. */
    CLIENT_EXISTS(1701, ErrorCategory.CALLER),
    /** Not a public key as a JWK of a kind that is accepted. */
    CLIENT_KEY_INVALID(1702, ErrorCategory.CALLER),
    /** No such scope. */
    SCOPE_UNKNOWN(1703, ErrorCategory.CALLER),
    /** No such role. */
    ROLE_UNKNOWN(1704, ErrorCategory.CALLER),
    /** The client assertion does not hold. */
    ASSERTION_INVALID(1705, ErrorCategory.CALLER),
    /** The client assertion was used before. */
    ASSERTION_REPLAYED(1706, ErrorCategory.CALLER),
    /** The client may not have a scope that it asks for. */
    SCOPE_NOT_ALLOWED(1707, ErrorCategory.CALLER),
    /** No token, or one that does not hold (any more). */
    TOKEN_INVALID(1708, ErrorCategory.CALLER),
    /** The token does not allow this. */
    SCOPE_MISSING(1709, ErrorCategory.CALLER),
    /** A browser sent it from a page of another site. */
    SITE_FOREIGN(1710, ErrorCategory.CALLER);

    private final int number;
    private final ErrorCategory category;

    PartnerError(int number, ErrorCategory category) {
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
