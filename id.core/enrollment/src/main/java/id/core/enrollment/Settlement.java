package id.core.enrollment;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.enrollment.AdjudicationDecision;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageResult;
import id.api.enrollment.StageRun;
import id.api.error.Problem;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.Transactions;
import id.api.subscription.IdentityEvent;
import id.api.subscription.SubscriptionService;
import id.api.subscription.Topic;
import id.api.value.ClientId;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stores what became of an enrollment: the next state, the runs that led to it, the references that go, the event and
 * the audit entry, in one transaction.
 */
@Component(service = Settlement.class)
public final class Settlement {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private final EnrollmentStore store;
    private final Transactions transactions;
    private final References references;
    private final PacketShelf shelf;
    private final SubscriptionService subscriptions;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final RandomSource random;
    private final EnrollmentSettings settings;

    @Activate
    public Settlement(@Reference EnrollmentStore store, @Reference Transactions transactions, @Reference References references,
            @Reference PacketShelf shelf, @Reference SubscriptionService subscriptions, @Reference AuditTrail audit,
            @Reference InstantSource clock, @Reference RandomSource random, @Reference EnrollmentSettings settings) {
        this.store = store;
        this.transactions = transactions;
        this.references = references;
        this.shelf = shelf;
        this.subscriptions = subscriptions;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
    }

    /**
     * Stores the result of a stage that ends the run.
     *
     * @return the state that the enrollment has now
     *
     * @throws id.api.error.IdentityException
     *             CLAIM_LOST when it is somebody else's; nothing is stored then
     */
    EnrollmentRecord settle(RunContext run, String stage, int failedTries, StageResult result, Instant startedAt) {
        Instant now = clock.instant();
        EnrollmentRecord before = run.claim().record();
        EnrollmentRecord next = next(before, stage, failedTries, result, now);
        List<StageRun> runs = new ArrayList<>(run.unsavedRuns());
        if (!isSameWait(before, next, result)) {
            runs.add(stageRun(stage, result, startedAt, now, run.claim().worker()));
        }
        boolean dropReferences = isRefusal(next.status()) || leavesReferencesOpen(run, stage, result);
        transactions.required(() -> {
            store.advance(run.claim(), next, runs);
            follow(before, next, run.encounter(), dropReferences);
            record(next, ClientId.SYSTEM);
        });
        return next;
    }

    /** Stores what the stages so far found; the enrollment goes on with {@code stage} under another claim. */
    EnrollmentRecord settleProgress(RunContext run, String stage) {
        EnrollmentRecord next = state(run.claim().record(), EnrollmentStatus.PROCESSING, Optional.of(stage), clock.instant(), List.of());
        store.advance(run.claim(), next, run.unsavedRuns());
        return next;
    }

    static StageRun stageRun(String stage, StageResult result, Instant startedAt, Instant now, String by) {
        return new StageRun(stage, nameOf(result), result.rule(), result.facts(), startedAt, Duration.between(startedAt, now), by);
    }

    /** Stores what people decided. */
    void settleDecision(EnrollmentRecord before, AdjudicationDecision decision, ClientId by) {
        Instant now = clock.instant();
        EnrollmentRecord next = switch (decision) {
            case AdjudicationDecision.Unique unique ->
                state(before, EnrollmentStatus.PROCESSING, before.stage().flatMap(settings::stageAfter), now, List.of());
            case AdjudicationDecision.SamePerson same -> duplicate(before, same.of(), now);
            case AdjudicationDecision.Refuse refuse -> state(before, EnrollmentStatus.REJECTED, Optional.empty(), now,
                    List.of(new Problem(EnrollmentError.REFUSED_BY_ADJUDICATOR.name(), "", "The adjudicator refused the enrollment")));
        };
        StageRun run = new StageRun(before.stage().orElse("adjudication"), "DECIDED",
                decision.getClass().getSimpleName() + ": " + decision.comment(), List.of(), now, Duration.ZERO, by.value());
        transactions.required(() -> {
            store.change(EnrollmentStatus.IN_ADJUDICATION, next, List.of(run));
            follow(before, next, references.encounterOf(next.id()), isRefusal(next.status()));
            audit.record(new AuditEntry("enrollment.decided", by, next.id().value(), "DONE",
                    Map.of("decision", decision.getClass().getSimpleName())));
            record(next, by);
        });
    }

    /** Lets a held enrollment go on. */
    void settleResumption(EnrollmentRecord before, ClientId by, String why) {
        Instant now = clock.instant();
        EnrollmentRecord next = state(before, EnrollmentStatus.PROCESSING, before.stage(), now, List.of());
        StageRun run = new StageRun(before.stage().orElse(settings.stages().getFirst()), "DECIDED", why, List.of(), now, Duration.ZERO,
                by.value());
        transactions.required(() -> {
            store.change(EnrollmentStatus.HELD, next, List.of(run));
            audit.record(new AuditEntry("enrollment.resumed", by, next.id().value(), "DONE", Map.of()));
            // What a plugin made of the samples may be what it was held for: it is worked out anew, with what is installed now.
            transactions.afterCommit(() -> shelf.drop(next.id()));
        });
    }

    private EnrollmentRecord next(EnrollmentRecord before, String stage, int failedTries, StageResult result, Instant now) {
        return switch (result) {
            case StageResult.Continue on -> settings.stageAfter(stage)
                    .map(after -> state(before, EnrollmentStatus.PROCESSING, Optional.of(after), now, List.of()))
                    .orElseGet(() -> state(before, EnrollmentStatus.HELD, Optional.of(stage), now,
                            List.of(new Problem(EnrollmentError.STAGE_MISSING.name(), "stages",
                                    "No stage of the order issues a number: add one to the setting \"stages\" and resume"))));
            case StageResult.Hold hold ->
                state(before, EnrollmentStatus.HELD, Optional.of(stage), now, List.of(hold.reason()));
            case StageResult.Reject reject ->
                state(before, EnrollmentStatus.REJECTED, Optional.empty(), now, reject.problems());
            case StageResult.Duplicate duplicate -> duplicate(before, duplicate.of(), now);
            case StageResult.Adjudicate adjudicate ->
                new EnrollmentRecord(before.id(), EnrollmentStatus.IN_ADJUDICATION, Optional.of(stage), 0, before.receivedAt(), now, now,
                        before.submitter(), Optional.empty(), Optional.empty(), adjudicate.candidates(), List.of());
            case StageResult.Issued issued ->
                new EnrollmentRecord(before.id(), EnrollmentStatus.ENROLLED, Optional.empty(), 0, before.receivedAt(), now, now,
                        before.submitter(), Optional.of(issued.person()), Optional.empty(), List.of(), List.of());
            case StageResult.RetryLater later -> retry(before, stage, failedTries, later, now);
        };
    }

    private EnrollmentRecord retry(EnrollmentRecord before, String stage, int failedTries, StageResult.RetryLater later, Instant now) {
        int attempts = failedTries + (later.countsAsFailure() ? 1 : 0);
        if (later.countsAsFailure() && attempts >= settings.maxAttempts()) {
            return state(before, EnrollmentStatus.HELD, Optional.of(stage), now, List.of(later.reason()));
        }
        Duration delay = later.countsAsFailure() ? longer(later.delay(), backOff(failedTries)) : later.delay();
        return new EnrollmentRecord(before.id(), EnrollmentStatus.PROCESSING, Optional.of(stage), attempts, before.receivedAt(), now,
                now.plus(delay), before.submitter(), Optional.empty(), Optional.empty(), List.of(), List.of(later.reason()));
    }

    private Duration backOff(int failedTries) {
        long doubled = settings.firstDelay().toMillis() << Math.min(failedTries, 20);
        long capped = Math.min(doubled, settings.maxDelay().toMillis());
        // A quarter up or down, so that what failed together does not come back together.
        return Duration.ofMillis(capped * 3 / 4 + random.below(Math.max(1, capped / 2)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static EnrollmentRecord state(EnrollmentRecord before, EnrollmentStatus status, Optional<String> stage, Instant now,
            List<Problem> problems) {
        return new EnrollmentRecord(before.id(), status, stage, 0, before.receivedAt(), now, now, before.submitter(), Optional.empty(),
                Optional.empty(), List.of(), problems);
    }

    private static EnrollmentRecord duplicate(EnrollmentRecord before, EnrollmentId of, Instant now) {
        return new EnrollmentRecord(before.id(), EnrollmentStatus.DUPLICATE, Optional.empty(), 0, before.receivedAt(), now, now,
                before.submitter(), Optional.empty(), Optional.of(of), List.of(), List.of());
    }

    private static boolean isRefusal(EnrollmentStatus status) {
        return status == EnrollmentStatus.REJECTED || status == EnrollmentStatus.DUPLICATE;
    }

    /** A wait that goes on is one run in the explanation, however often it was looked whether it is over. */
    private static boolean isSameWait(EnrollmentRecord before, EnrollmentRecord next, StageResult result) {
        return result instanceof StageResult.RetryLater later && !later.countsAsFailure() && before.stage().equals(next.stage())
                && before.problems().equals(next.problems());
    }

    /**
     * References that the engine has not taken make all later searches wait. An enrollment that stops here, or for
     * longer than a moment, must not leave such behind, be it from this run or from one that was killed.
     */
    private boolean leavesReferencesOpen(RunContext run, String stage, StageResult result) {
        boolean stops = result instanceof StageResult.Hold || result instanceof StageResult.RetryLater later
                && (later.countsAsFailure() || later.delay().compareTo(A_MOMENT) > 0);
        int searched = settings.stages().indexOf(BiometricDuplicatesStage.STAGE);
        return stops && settings.stages().indexOf(stage) <= searched && !run.areReferencesAcknowledged();
    }

    private void follow(EnrollmentRecord before, EnrollmentRecord next, EncounterId encounter, boolean dropReferences) {
        if (dropReferences && references.remove(encounter) && isRefusal(next.status())) {
            transactions.afterCommit(() -> references.withdrawFromEngine(encounter));
        }
        if (next.status() == EnrollmentStatus.ENROLLED) {
            references.settle(encounter, next.updatedAt());
        }
        if (isRefusal(next.status())) {
            Topic topic = next.status() == EnrollmentStatus.DUPLICATE ? Topic.ENROLLMENT_DUPLICATE : Topic.ENROLLMENT_REJECTED;
            String cause = next.problems().isEmpty() ? next.status().name() : next.problems().getFirst().code();
            subscriptions.publish(new IdentityEvent(new EventId(random.id128()), topic, Optional.empty(), Optional.of(before.id()),
                    Optional.empty(), next.updatedAt(), cause));
        }
        if (next.status().isFinal()) {
            transactions.afterCommit(() -> shelf.drop(next.id()));
        }
    }

    private void record(EnrollmentRecord next, ClientId by) {
        String subject = next.id().value();
        String code = next.problems().isEmpty() ? "" : next.problems().getFirst().code();
        switch (next.status()) {
            case ENROLLED -> audit.record(new AuditEntry("enrollment.enrolled", by, subject, "DONE", Map.of()));
            case REJECTED -> audit.record(new AuditEntry("enrollment.rejected", by, subject, "REFUSED", Map.of("code", code)));
            case DUPLICATE -> audit.record(new AuditEntry("enrollment.duplicate", by, subject, "REFUSED",
                    Map.of("of", next.duplicateOf().orElseThrow().value())));
            case HELD -> audit.record(new AuditEntry("enrollment.held", by, subject, "FAILED", Map.of("code", code)));
            case IN_ADJUDICATION -> audit.record(new AuditEntry("enrollment.adjudication-opened", by, subject, "DONE",
                    Map.of("candidates", Integer.toString(next.candidates().size()))));
            case RECEIVED, PROCESSING -> {
                // On its way: nothing to tell yet.
            }
        }
    }

    private static String nameOf(StageResult result) {
        return switch (result) {
            case StageResult.Continue on -> "CONTINUE";
            case StageResult.Hold hold -> "HOLD";
            case StageResult.Reject reject -> "REJECT";
            case StageResult.Duplicate duplicate -> "DUPLICATE";
            case StageResult.Adjudicate adjudicate -> "ADJUDICATE";
            case StageResult.RetryLater later -> "RETRY";
            case StageResult.Issued issued -> "ISSUED";
        };
    }
}
