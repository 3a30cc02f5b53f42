package id.api.notification;

/** What became of a message. */
public sealed interface Delivery {
    /** The channel took it over. */
    record Accepted() implements Delivery {}

    /** The channel will never take it: wrong address, blocked. {@code reason} without personal data. */
    record Refused(String reason) implements Delivery {}

    /** The channel cannot take it now; try again. {@code reason} without personal data. */
    record Unreachable(String reason) implements Delivery {}
}
