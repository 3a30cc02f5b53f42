package id.api.value;

/**
 * One person, inside the system only: random, never shown outside, never derived from anything.
 *
 * @param value
 *            128 random bits as 32 lower case hexadecimal digits
 */
public record PersonId(String value) {
    public PersonId {
        Checks.form(value, Checks.HEX_128, "PersonId");
    }

    @Override
    public String toString() {
        return "PersonId[***]";
    }
}
