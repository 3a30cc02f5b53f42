package id.api.error;

import java.util.Objects;

/**
 * One thing that is wrong, as a value: what an outcome lists and a protocol shows.
 *
 * @param code
 *            the name of an {@link ErrorCode}
 * @param field
 *            the field that it is about, or the empty string
 * @param message
 *            what is wrong and the mend, without personal data
 */
public record Problem(String code, String field, String message) {
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
