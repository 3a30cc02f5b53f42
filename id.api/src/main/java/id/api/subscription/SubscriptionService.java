package id.api.subscription;

import org.osgi.annotation.versioning.ProviderType;

/** The outbox. Safe for concurrent use. */
@ProviderType
public interface SubscriptionService {
    /**
     * Writes an event in the caller's transaction; it is delivered once that is durable, and not at all when it fails.
     */
    void publish(IdentityEvent event);

    /** How many deliveries are under way. */
    DeliveryStatus status();

    /**
     * How deliveries stand.
     *
     * @param pending
     *            events that some reaction has not taken yet
     * @param givenUp
     *            events that were put aside
     */
    record DeliveryStatus(long pending, long givenUp) {}
}
