package id.api.error;

/** Codes that belong to no single domain. Block 1000 to 1099. */
public enum GeneralError implements ErrorCode {
    /** A value does not have the form that its type asks for. */
    INVALID_VALUE(1000, ErrorCategory.CALLER),
    /** A required value is absent. */
    MISSING_VALUE(1001, ErrorCategory.CALLER),
    /** A field is not known here. */
    UNKNOWN_FIELD(1002, ErrorCategory.CALLER),
    /** The thing asked for does not exist. */
    NOT_FOUND(1003, ErrorCategory.CALLER),
    /** The thing is in a state that does not allow this. */
    CONFLICT(1004, ErrorCategory.CALLER),
    /** Larger than the limit in the message. */
    TOO_LARGE(1005, ErrorCategory.CALLER),
    /** The body is not readable in the form that it claims. */
    MALFORMED(1006, ErrorCategory.CALLER),
    /** The body ended, or the line broke, before all of it was here. */
    BODY_UNREADABLE(1007, ErrorCategory.CALLER),
    /** A fault of this system. */
    INTERNAL_FAULT(1010, ErrorCategory.INTERNAL),
    /** Too many at once; try again later. */
    OVERLOADED(1020, ErrorCategory.EXHAUSTED),
    /** Something needed is not there at the moment. */
    UNAVAILABLE(1030, ErrorCategory.EXTERNAL);

    private final int number;
    private final ErrorCategory category;

    GeneralError(int number, ErrorCategory category) {
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
