package id.api.value;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.regex.Pattern;

/** The form checks that the identifier records share. */
final class Checks {
    static final Pattern HEX_128 = Pattern.compile("[0-9a-f]{32}");
    static final Pattern TOKEN_64 = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    static final Pattern TOKEN_32 = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    static final Pattern NAME_32 = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private Checks() {}

    static String form(String value, Pattern pattern, String type) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw invalid(type, "must have the form " + pattern.pattern());
        }
        return value;
    }

    static IdentityException invalid(String type, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, type, type + " " + mend);
    }
}
