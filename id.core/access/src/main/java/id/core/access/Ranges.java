package id.core.access;

import id.api.error.GeneralError;
import id.api.error.IdentityException;

/** Limits of settings. */
final class Ranges {
    private Ranges() {}

    static int within(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "Setting " + setting + " must be " + least + " to " + most);
        }
        return value;
    }

    /** Text of some length in one line. */
    static String line(String field, String text, int least, int most) {
        String given = text == null ? "" : text.strip();
        if (given.length() < least || given.length() > most || given.chars().anyMatch(Character::isISOControl)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, field,
                    field + " is one line of " + least + " to " + most + " characters");
        }
        return given;
    }
}
