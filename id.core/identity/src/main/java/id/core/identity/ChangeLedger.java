package id.core.identity;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.identity.IdentityChange;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.ClientId;
import id.api.value.EventId;
import id.api.value.RandomSource;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What every change leaves behind, in the transaction of the change: history, audit entry and event. */
final class ChangeLedger {
    private final IdentityStore identities;
    private final SubscriptionService subscription;
    private final AuditTrail audit;
    private final RandomSource random;

    ChangeLedger(IdentityStore identities, SubscriptionService subscription, AuditTrail audit, RandomSource random) {
        this.identities = identities;
        this.subscription = subscription;
        this.audit = audit;
        this.random = random;
    }

    /**
     * Writes a change down.
     *
     * @param after
     *            the identity as the change left it
     * @param kind
     *            as in {@link IdentityChange#kind()}
     */
    void changed(IdentityRecord after, String kind, String cause, ClientId by, Instant now) {
        identities.addChange(after.person(), new IdentityChange(after.version(), now, kind, cause, by));
        audit.record(new AuditEntry("identity." + kind.toLowerCase(Locale.ROOT).replace('_', '-'), by,
                after.person().value(), "DONE", Map.of("version", Long.toString(after.version()), "cause", cause)));
    }

    /** Tells the world of a change. */
    void publish(IdentityRecord after, Topic topic, String cause, Instant now) {
        subscription.publish(new IdentityEvent(new EventId(random.id128()), topic, Optional.of(after.person()),
                Optional.of(after.enrollment()), Optional.empty(), now, cause));
    }
}
