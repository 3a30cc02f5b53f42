package id.core.enrollment;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Retention;
import id.api.enrollment.RetentionKind;
import id.api.enrollment.RetentionState;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.CounterStore;
import id.api.storage.DraftStore;
import id.api.storage.DraftStore.DraftRecord;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.RetentionRun;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what was kept long enough, a hundred at a time. What was removed is removed again after a kill, which changes
 * nothing; how far it came is noted with the entry of the trail, so that the trail tells each step once.
 */
@Component(service = { Retention.class, RetentionWorker.class }, immediate = true)
public final class RetentionWorker implements Retention {
    private static final int BATCH = 100;
    private static final String TURN = "retention/turn";
    private static final Duration TURN_LEASE = Duration.ofMinutes(10);
    /** Shorter than the lease by what a batch may take, so that nobody else begins before. */
    private static final Duration TURN_LENGTH = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(RetentionWorker.class);

    private final EnrollmentStore store;
    private final DraftStore drafts;
    private final CounterStore counters;
    private final EnrollmentEraser eraser;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final RetentionSettings settings;
    private final ScheduledFuture<?> rounds;

    @Activate
    public RetentionWorker(@Reference EnrollmentStore store, @Reference DraftStore drafts, @Reference CounterStore counters,
            @Reference EnrollmentEraser eraser, @Reference Transactions transactions, @Reference AuditTrail audit,
            @Reference InstantSource clock, @Reference RetentionSettings settings,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer) {
        this.store = store;
        this.drafts = drafts;
        this.counters = counters;
        this.eraser = eraser;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.settings = settings;
        long seconds = settings.every().toSeconds();
        this.rounds = timer.scheduleWithFixedDelay(() -> workers.execute(this::round), seconds, seconds, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        rounds.cancel(false);
    }

    private void round() {
        try {
            takeTurn();
        } catch (RuntimeException failed) {
            LOG.warn("What was kept long enough is not removed for now", failed);
        }
    }

    @Override
    public List<RetentionState> list() {
        List<RetentionRun> runs = store.retention();
        return Arrays.stream(RetentionKind.values()).map(kind -> {
            Optional<RetentionRun> run = runs.stream().filter(each -> each.kind().equals(kind.name())).findFirst();
            return new RetentionState(kind, settings.period(kind), run.map(RetentionRun::ranAt), run.map(RetentionRun::reachedAt),
                    run.map(RetentionRun::removed).orElse(0L));
        }).toList();
    }

    @Override
    public List<RetentionState> run() {
        if (!takeTurn()) {
            throw new IdentityException(GeneralError.CONFLICT, "", "It is at it already: look at the list in some minutes");
        }
        return list();
    }

    /** Does what is due; false when another is at it. A kind that fails does not keep the others from their turn. */
    boolean takeTurn() {
        Instant now = clock.instant();
        if (!counters.putIfAbsent(TURN, now, now.plus(TURN_LEASE))) {
            return false;
        }
        try {
            for (RetentionKind kind : RetentionKind.values()) {
                Optional<Duration> period = settings.period(kind);
                if (period.isPresent()) {
                    carryOut(kind, now, now.minus(period.get()));
                }
            }
        } finally {
            counters.clear(TURN);
        }
        return true;
    }

    private void carryOut(RetentionKind kind, Instant began, Instant before) {
        try {
            boolean more = true;
            while (more && clock.instant().isBefore(began.plus(TURN_LENGTH))) {
                more = step(kind, before);
            }
        } catch (IdentityException failed) {
            LOG.warn("{} are kept longer than set, since they cannot be removed now: it is tried again", kind, failed);
        }
    }

    /** One batch; whether there may be more. */
    private boolean step(RetentionKind kind, Instant before) {
        RetentionRun reached = store.retention().stream().filter(run -> run.kind().equals(kind.name())).findFirst()
                .orElse(new RetentionRun(kind.name(), Instant.EPOCH, "", 0, clock.instant()));
        return switch (kind) {
            case PACKETS -> enrollments(reached, EnrollmentStatus.ENROLLED, before);
            case REJECTED -> enrollments(reached, EnrollmentStatus.REJECTED, before);
            case DUPLICATES -> enrollments(reached, EnrollmentStatus.DUPLICATE, before);
            case DRAFTS -> drafts(reached, before);
            case SHORT_LIVED -> {
                note(reached, before, "", counters.purge(before));
                yield false;
            }
        };
    }

    private boolean enrollments(RetentionRun reached, EnrollmentStatus status, Instant before) {
        List<EnrollmentRecord> due = store.moved(status, reached.reachedAt(), reached.reachedId(), before, BATCH);
        if (due.isEmpty()) {
            return false;
        }
        int removed = 0;
        for (EnrollmentRecord record : due) {
            if (status == EnrollmentStatus.ENROLLED) {
                removed += eraser.dropPacket(record.id()) ? 1 : 0;
            } else {
                eraser.erase(record.id());
                removed++;
            }
        }
        note(reached, due.getLast().updatedAt(), due.getLast().id().value(), removed);
        return due.size() == BATCH;
    }

    private boolean drafts(RetentionRun reached, Instant before) {
        List<DraftRecord> due = drafts.begunBefore(before, BATCH);
        if (due.isEmpty()) {
            return false;
        }
        due.forEach(draft -> eraser.dropDraft(draft.id()));
        note(reached, due.getLast().createdAt(), due.getLast().id().value(), due.size());
        return due.size() == BATCH;
    }

    private void note(RetentionRun before, Instant reachedAt, String reachedId, int removed) {
        transactions.required(() -> {
            if (removed > 0) {
                audit.record(new AuditEntry("retention.removed", ClientId.SYSTEM, before.kind(), "DONE",
                        Map.of("count", Integer.toString(removed), "upTo", reachedAt.toString())));
            }
            if (removed > 0 || !reachedId.isEmpty()) {
                store.note(new RetentionRun(before.kind(), reachedAt, reachedId, before.removed() + removed, clock.instant()));
            }
        });
    }
}
