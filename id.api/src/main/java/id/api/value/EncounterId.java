package id.api.value;

/**
 * One capture of one person's biometrics (ISO/IEC 30108-1). All an ABIS engine knows of a person.
 *
 * @param value
 *            128 bits as 32 lower case hexadecimal digits, not linkable to the enrollment without the link key
 */
public record EncounterId(String value) {
    public EncounterId {
        Checks.form(value, Checks.HEX_128, "EncounterId");
    }

    @Override
    public String toString() {
        return "EncounterId[***]";
    }
}
