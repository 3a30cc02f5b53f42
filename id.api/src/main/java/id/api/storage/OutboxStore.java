package id.api.storage;

import id.api.subscription.IdentityEvent;
import id.api.value.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Events that wait for delivery. */
@ConsumerType
public interface OutboxStore {
    /** Appends in the caller's transaction. */
    void append(IdentityEvent event);

    /** Hands out events that are due and unclaimed, oldest first, each exactly once at a time. */
    List<Pending> claim(String worker, int limit, Instant now, Duration lease);

    /**
     * Records where an event went; it stays pending and due at {@code notBefore}.
     *
     * @param delivered
     *            names of all reactions that have taken it or will never
     */
    void postpone(EventId event, Set<String> delivered, int attempts, Instant notBefore);

    /** Every reaction has taken it: it is not pending any more. */
    void complete(EventId event);

    /** Puts it aside for an operator. */
    void giveUp(EventId event, Set<String> delivered, String why);

    long countPending();

    long countGivenUp();

    /**
     * An event under delivery.
     *
     * @param delivered
     *            names of the reactions that have taken it
     * @param attempts
     *            how often delivery was tried in vain
     */
    record Pending(IdentityEvent event, Set<String> delivered, int attempts) {
        public Pending {
            delivered = Set.copyOf(delivered);
        }
    }
}
