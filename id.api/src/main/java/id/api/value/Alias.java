package id.api.value;

import java.util.Locale;

/**
 * A name of a person that exists outside: phone number, e-mail address, document number.
 *
 * @param type
 *            what it is, lower case: {@code phone}, {@code email}, {@code document}
 * @param value
 *            1 to 128 characters, compared after trimming and in lower case
 */
public record Alias(String type, String value) implements PersonIdentifier {
    public Alias {
        Checks.form(type, Checks.NAME_32, "Alias.type");
        if (value == null || value.isBlank() || value.length() > 128) {
            throw Checks.invalid("Alias.value", "must have 1 to 128 characters");
        }
    }

    /** The form that look-ups use. */
    public String normalized() {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Alias[" + type + ", ***]";
    }
}
