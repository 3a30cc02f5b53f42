package id.api.identity;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about identities. Block 1400 to 1499. */
public enum IdentityError implements ErrorCode {
    /** No such person. */
    PERSON_UNKNOWN(1400, ErrorCategory.CALLER),
    /** The identifier belongs to somebody else. */
    IDENTIFIER_TAKEN(1401, ErrorCategory.CALLER),
    /** The state may not follow the present one. */
    STATE_NOT_ALLOWED(1402, ErrorCategory.CALLER),
    /** The identifier is not the person's. */
    IDENTIFIER_UNKNOWN(1403, ErrorCategory.CALLER),
    /** The person's data must stay for now; the message says why. */
    ERASURE_REFUSED(1404, ErrorCategory.CALLER),
    /** All numbers of the set length are used up: set another length or domain. */
    NUMBERS_EXHAUSTED(1410, ErrorCategory.EXHAUSTED);

    private final int number;
    private final ErrorCategory category;

    IdentityError(int number, ErrorCategory category) {
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
