package id.api.value;

/**
 * One issued credential.
 *
 * @param value
 *            128 random bits as 32 lower case hexadecimal digits
 */
public record CredentialId(String value) {
    public CredentialId {
        Checks.form(value, Checks.HEX_128, "CredentialId");
    }

    @Override
    public String toString() {
        return "CredentialId[***]";
    }
}
