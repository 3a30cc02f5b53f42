package id.core.credential;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.credential.CredentialStatus;
import id.api.printer.PrintOutcome;
import id.api.storage.CredentialRecord;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.RandomSource;

/** Tells the audit trail and the subscribers what becomes of credentials, in the transaction of the change. */
@Component(service = CredentialTrail.class)
public final class CredentialTrail {
    private final AuditTrail audit;
    private final SubscriptionService subscriptions;
    private final RandomSource random;
    private final InstantSource clock;

    @Activate
    public CredentialTrail(@Reference AuditTrail audit, @Reference SubscriptionService subscriptions,
            @Reference RandomSource random, @Reference InstantSource clock) {
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.random = random;
        this.clock = clock;
    }

    void issued(CredentialRecord record, EnrollmentId enrollment, ClientId by) {
        publish(Topic.CREDENTIAL_ISSUED, record, Optional.of(enrollment), record.profile());
        audit.record(entry("credential.issued", record, "DONE", Map.of("profile", record.profile()), by));
    }

    void changed(CredentialRecord record, CredentialStatus next, ClientId by) {
        publish(Topic.CREDENTIAL_STATUS_CHANGED, record, Optional.empty(), next.name());
        audit.record(entry("credential.status-changed", record, "DONE",
                Map.of("from", record.status().name(), "to", next.name()), by));
    }

    void printed(CredentialRecord record, String layout, PrintOutcome outcome, ClientId by) {
        String result = switch (outcome) {
            case PrintOutcome.Rendered rendered -> "DONE";
            case PrintOutcome.Printed printed -> "DONE";
            case PrintOutcome.Refused refused -> "REFUSED";
            case PrintOutcome.OutOfStock empty -> "FAILED";
        };
        audit.record(entry("credential.printed", record, result, Map.of("layout", layout), by));
    }

    private void publish(Topic topic, CredentialRecord record, Optional<EnrollmentId> enrollment, String cause) {
        subscriptions.publish(new IdentityEvent(new EventId(random.id128()), topic, Optional.of(record.person()),
                enrollment, Optional.of(record.id()), clock.instant(), cause));
    }

    private static AuditEntry entry(String event, CredentialRecord record, String outcome,
            Map<String, String> details, ClientId by) {
        return new AuditEntry(event, by, record.id().value(), outcome, details);
    }
}
