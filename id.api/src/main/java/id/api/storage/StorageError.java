package id.api.storage;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes of stores. Block 1600 to 1699. */
public enum StorageError implements ErrorCode {
    /** A record of that key exists. */
    DUPLICATE_KEY(1600, ErrorCategory.CALLER),
    /** The record changed since it was read. */
    STALE_RECORD(1601, ErrorCategory.CALLER),
    /** The claim expired or was given to another worker. */
    CLAIM_LOST(1602, ErrorCategory.INTERNAL),
    /** No record of that key. */
    RECORD_MISSING(1603, ErrorCategory.CALLER),
    /** An object does not have the digest that it was stored with. */
    OBJECT_DAMAGED(1604, ErrorCategory.INTERNAL),
    /** No room left. */
    STORE_FULL(1620, ErrorCategory.EXHAUSTED),
    /** The store does not answer, or failed. */
    STORE_UNAVAILABLE(1630, ErrorCategory.EXTERNAL);

    private final int number;
    private final ErrorCategory category;

    StorageError(int number, ErrorCategory category) {
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
