package id.api.value;

/**
 * Virtual identifier: random, revocable, given away in place of the {@link Uin}.
 *
 * @param value
 *            19 decimal digits, the last a {@link Verhoeff} check digit; longer than any UIN, so that the two cannot be
 *            confused
 */
public record Vid(String value) implements PersonIdentifier {
    /** Number of digits, check digit included. */
    public static final int LENGTH = 19;

    public Vid {
        if (value == null || value.length() != LENGTH || !Verhoeff.isValid(value)) {
            throw Checks.invalid("Vid",
                    "must have 19 digits, the last a right Verhoeff check digit: look for a typing error");
        }
    }

    @Override
    public String toString() {
        return "Vid[***]";
    }
}
