package id.api.notification;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.util.promise.Promise;

/** Sends one message to one person over one channel. Safe for concurrent use; calls return at once. */
@ConsumerType
public interface Notifier {
    /** Service property, {@code String}: the channel, {@code email}, {@code sms}... Required. */
    String CHANNEL = "channel";

    /** Sends a message. Idempotent by message id as far as the channel allows. */
    Promise<Delivery> send(Message message);
}
