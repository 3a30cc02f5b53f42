package id.api.value;

/**
 * One event in the outbox.
 *
 * @param value
 *            128 random bits as 32 lower case hexadecimal digits
 */
public record EventId(String value) {
    public EventId {
        Checks.form(value, Checks.HEX_128, "EventId");
    }

    @Override
    public String toString() {
        return "EventId[***]";
    }
}
