package id.api.access;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about places, the hotlist, people who log in and acts of two. Block 1800 to 1899. */
public enum AccessError implements ErrorCode {
    /** The caller does not work at this place. */
    PLACE_NOT_ALLOWED(1800, ErrorCategory.CALLER),
    /** It is on the hotlist. */
    HOTLISTED(1801, ErrorCategory.CALLER),
    /** Nothing of that kind and value is on the hotlist. */
    HOTLIST_ENTRY_UNKNOWN(1802, ErrorCategory.CALLER),
    /** Name, password or code is wrong, or the account is locked or not active: never said which. */
    LOGIN_REFUSED(1803, ErrorCategory.CALLER),
    /** No session, or one that has ended. */
    SESSION_INVALID(1804, ErrorCategory.CALLER),
    /** No such account. */
    STAFF_UNKNOWN(1805, ErrorCategory.CALLER),
    /** An account of that name exists. */
    STAFF_EXISTS(1806, ErrorCategory.CALLER),
    /** The new password does not do. */
    PASSWORD_WEAK(1807, ErrorCategory.CALLER),
    /** It is noted and waits for a second person, who has to ask for the very same. */
    APPROVAL_NEEDED(1808, ErrorCategory.CALLER),
    /** No such open request. */
    APPROVAL_UNKNOWN(1809, ErrorCategory.CALLER),
    /** The person may not work under an account now: the identity is not active. */
    PERSON_NOT_ALLOWED(1810, ErrorCategory.CALLER),
    /** The person works under another account already. */
    STAFF_PERSON_EXISTS(1811, ErrorCategory.CALLER),
    /** No OpenID Provider is set up. */
    PROVIDER_UNKNOWN(1812, ErrorCategory.CALLER),
    /** The subject at the provider is another account's already. */
    STAFF_SUBJECT_EXISTS(1813, ErrorCategory.CALLER),
    /** So many calls are not taken; try again later. */
    TOO_MANY_CALLS(1820, ErrorCategory.EXHAUSTED);

    private final int number;
    private final ErrorCategory category;

    AccessError(int number, ErrorCategory category) {
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
