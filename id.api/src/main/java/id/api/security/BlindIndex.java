package id.api.security;

import id.api.error.IdentityException;
import java.util.regex.Pattern;

/**
 * A keyed hash by which a store finds a value that it cannot read.
 *
 * @param value
 *            43 characters, base64url of HMAC-SHA-256 without padding
 */
public record BlindIndex(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public BlindIndex {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IdentityException(SecurityError.SEALED_VALUE_INVALID, "blindIndex",
                    "A blind index has 43 base64url characters");
        }
    }

    @Override
    public String toString() {
        return "BlindIndex[***]";
    }
}
