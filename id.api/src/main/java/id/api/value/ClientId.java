package id.api.value;

/**
 * A program or organization that calls the system.
 *
 * @param value
 *            1 to 64 letters, digits, dots, underscores and hyphens, starting with a letter or digit
 */
public record ClientId(String value) {
    /** The system itself, where it acts on its own. */
    public static final ClientId SYSTEM = new ClientId("system");

    public ClientId {
        Checks.form(value, Checks.TOKEN_64, "ClientId");
    }

    @Override
    public String toString() {
        return "ClientId[***]";
    }
}
