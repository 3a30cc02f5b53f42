package id.api.value;

/**
 * A place where people are enrolled.
 *
 * @param value
 *            1 to 32 letters, digits, dots, underscores and hyphens
 */
public record CentreId(String value) {
    public CentreId {
        Checks.form(value, Checks.TOKEN_32, "CentreId");
    }

    @Override
    public String toString() {
        return "CentreId[***]";
    }
}
