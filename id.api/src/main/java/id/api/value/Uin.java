package id.api.value;

/**
 * Unique identification number: issued once, to one person, for life.
 *
 * @param value
 *            8 to 18 decimal digits, the last a {@link Verhoeff} check digit
 */
public record Uin(String value) implements PersonIdentifier {
    public Uin {
        if (value == null || value.length() < 8 || value.length() > 18 || !Verhoeff.isValid(value)) {
            throw Checks.invalid("Uin",
                    "must have 8 to 18 digits, the last a right Verhoeff check digit: look for a typing error");
        }
    }

    @Override
    public String toString() {
        return "Uin[***]";
    }
}
