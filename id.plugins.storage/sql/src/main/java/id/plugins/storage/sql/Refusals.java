package id.plugins.storage.sql;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.StorageError;

/** The errors that stores find by themselves. They leave the transaction as it is. */
final class Refusals {
    private Refusals() {}

    static IdentityException duplicate(String field) {
        return new IdentityException(StorageError.DUPLICATE_KEY, field,
                "A record with this " + field + " exists: use another, or read that one");
    }

    static IdentityException missing(String field) {
        return new IdentityException(StorageError.RECORD_MISSING, field, "There is no record with this " + field);
    }

    static IdentityException stale(String field) {
        return new IdentityException(StorageError.STALE_RECORD, field,
                "The record changed since it was read: read it again");
    }

    /** The value, when it lies between two limits. */
    static int within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IdentityException(GeneralError.INVALID_VALUE, field,
                    field + " must be between " + least + " and " + most);
        }
        return value;
    }
}
