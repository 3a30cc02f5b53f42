package id.api.value;

/**
 * One enrollment, from the desk to its outcome. Chosen by whoever sends it, so that a repeated sending is recognized.
 *
 * @param value
 *            1 to 64 letters, digits, dots, underscores and hyphens, starting with a letter or digit
 */
public record EnrollmentId(String value) {
    public EnrollmentId {
        Checks.form(value, Checks.TOKEN_64, "EnrollmentId");
    }

    @Override
    public String toString() {
        return "EnrollmentId[***]";
    }
}
