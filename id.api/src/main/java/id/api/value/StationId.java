package id.api.value;

/**
 * One enrollment desk.
 *
 * @param value
 *            1 to 32 letters, digits, dots, underscores and hyphens
 */
public record StationId(String value) {
    public StationId {
        Checks.form(value, Checks.TOKEN_32, "StationId");
    }

    @Override
    public String toString() {
        return "StationId[***]";
    }
}
