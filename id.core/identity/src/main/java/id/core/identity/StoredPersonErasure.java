package id.core.identity;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.enrollment.AdjudicationCase;
import id.api.enrollment.EnrollmentService;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.IdentityError;
import id.api.identity.LegalHold;
import id.api.identity.PersonErasure;
import id.api.security.ErasureEpochs;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.storage.Transactions;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.PersonId;
import id.api.value.RandomSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Erases people: the identity and the event by which other domains remove what they have are one transaction, so that a
 * kill at any instant erases all or nothing.
 */
@Component
public final class StoredPersonErasure implements PersonErasure {
    private static final int MAX_REASON = 200;
    /** As many open cases as can be looked at, which is what the queue shows at most. */
    private static final int MOST_CASES = 1_000;

    private final IdentityStore identities;
    private final EnrollmentService enrollments;
    private final Transactions transactions;
    private final SubscriptionService subscription;
    private final AuditTrail audit;
    private final ErasureEpochs epochs;
    private final RandomSource random;
    private final InstantSource clock;

    @Activate
    public StoredPersonErasure(@Reference IdentityStore identities, @Reference EnrollmentService enrollments,
            @Reference Transactions transactions, @Reference SubscriptionService subscription, @Reference AuditTrail audit,
            @Reference ErasureEpochs epochs, @Reference RandomSource random, @Reference InstantSource clock) {
        this.identities = identities;
        this.enrollments = enrollments;
        this.transactions = transactions;
        this.subscription = subscription;
        this.audit = audit;
        this.epochs = epochs;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public void erase(PersonId person, String purpose, ClientId by) {
        checkText(purpose, "purpose");
        try {
            transactions.required(() -> {
                IdentityRecord record = present(person);
                checkMayGo(record);
                identities.erase(person);
                audit.record(new AuditEntry("identity.erased", by, person.value(), "DONE",
                        Map.of("purpose", purpose, "enrollment", record.enrollment().value())));
                subscription.publish(new IdentityEvent(new EventId(random.id128()), Topic.IDENTITY_ERASED,
                        Optional.of(person), Optional.of(record.enrollment()), Optional.empty(), clock.instant(), "Erased"));
                epochs.deleted();
            });
        } catch (IdentityException refused) {
            if (refused.code() == IdentityError.ERASURE_REFUSED) {
                audit.record(new AuditEntry("identity.erased", by, person.value(), "REFUSED", Map.of("purpose", purpose)));
            }
            throw refused;
        }
    }

    private void checkMayGo(IdentityRecord record) {
        identities.findHold(record.person()).ifPresent(hold -> {
            throw refused("A legal hold is on the person since " + hold.since() + " (" + hold.reason() + "): release it first");
        });
        EnrollmentId own = record.enrollment();
        List<AdjudicationCase> open = enrollments.adjudicationQueue(MOST_CASES);
        if (open.size() == MOST_CASES) {
            throw refused("So many cases are open that nobody can tell whether one compares somebody with the person: decide some first"
                    + " (adjudication list)");
        }
        if (open.stream().anyMatch(one -> one.candidates().contains(own))) {
            throw refused("An open case compares somebody with the person: decide it first (adjudication list)");
        }
    }

    @Override
    public void hold(PersonId person, String reason, ClientId by) {
        checkText(reason, "reason");
        transactions.required(() -> {
            present(person);
            identities.hold(new LegalHold(person, reason, by, clock.instant()));
            audit.record(new AuditEntry("identity.held", by, person.value(), "DONE", Map.of("reason", reason)));
        });
    }

    @Override
    public void release(PersonId person, String reason, ClientId by) {
        checkText(reason, "reason");
        transactions.required(() -> {
            if (identities.release(person)) {
                audit.record(new AuditEntry("identity.released", by, person.value(), "DONE", Map.of("reason", reason)));
            }
        });
    }

    @Override
    public Optional<LegalHold> hold(PersonId person) {
        return identities.findHold(person);
    }

    private IdentityRecord present(PersonId person) {
        return identities.find(person).orElseThrow(
                () -> new IdentityException(IdentityError.PERSON_UNKNOWN, "person", "There is no such person"));
    }

    private static IdentityException refused(String why) {
        return new IdentityException(IdentityError.ERASURE_REFUSED, "person", why);
    }

    private static void checkText(String text, String field) {
        if (text == null || text.strip().length() < 3 || text.length() > MAX_REASON) {
            throw new IdentityException(GeneralError.INVALID_VALUE, field,
                    "Say why, in 3 to " + MAX_REASON + " characters without personal data");
        }
    }
}
