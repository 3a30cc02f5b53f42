package id.api.notification;

import java.util.Objects;

/**
 * One message.
 *
 * @param id
 *            names the message; the same id is the same message
 * @param recipient
 *            address on the channel: an e-mail address, a phone number; personal data
 * @param subject
 *            one line; may be empty where the channel has none
 * @param body
 *            plain text
 */
public record Message(String id, String recipient, String subject, String body) {
    public Message {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
    }

    @Override
    public String toString() {
        return "Message[***]";
    }
}
