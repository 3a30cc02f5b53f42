package id.core.enrollment;

import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageResult;
import id.api.error.IdentityException;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.StorageError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks a claimed enrollment through its stages until it stops. What stages without lasting effect found is stored
 * together with the result that ends the walk: after a crash they run again.
 */
final class EnrollmentWalk {
    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentWalk.class);

    private final EnrollmentStore store;
    private final StageCalls calls;
    private final Settlement settlement;
    private final EnrollmentSettings settings;
    private final InstantSource clock;

    EnrollmentWalk(EnrollmentStore store, StageCalls calls, Settlement settlement, EnrollmentSettings settings, InstantSource clock) {
        this.store = store;
        this.calls = calls;
        this.settlement = settlement;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Walks until the enrollment stops.
     *
     * @param open
     *            whether to go on with another stage
     *
     * @return the state that was stored; empty when nothing was, because the enrollment is or will be somebody else's
     */
    Optional<EnrollmentRecord> walk(RunContext run, BooleanSupplier open) {
        EnrollmentRecord record = run.claim().record();
        String stage = settings.stageOrFirst(record.stage());
        int failedTries = record.stage().filter(stage::equals).isPresent() ? record.attempts() : 0;
        while (true) {
            if (!open.getAsBoolean() || isLeaseShort(run)) {
                return interrupted(run, stage);
            }
            Instant startedAt = clock.instant();
            run.begin(failedTries);
            String now = stage;
            int tries = failedTries;
            AtomicReference<EnrollmentRecord> stored = new AtomicReference<>();
            StageCalls.Answer answer = calls.run(stage, run,
                    result -> stored.set(settlement.settle(run, now, tries, result, startedAt)));
            if (!(answer instanceof StageCalls.Answer.Given given)) {
                return lost(run);
            }
            if (given.stored()) {
                return Optional.of(stored.get());
            }
            Optional<String> after = given.result() instanceof StageResult.Continue ? settings.stageAfter(stage) : Optional.empty();
            if (after.isEmpty()) {
                return settled(run, stage, failedTries, given.result(), startedAt);
            }
            run.add(Settlement.stageRun(stage, given.result(), startedAt, clock.instant(), run.claim().worker()));
            stage = after.get();
            failedTries = 0;
        }
    }

    /** Stops between two stages, keeping what was found so far. */
    private Optional<EnrollmentRecord> interrupted(RunContext run, String stage) {
        if (run.unsavedRuns().isEmpty()) {
            store.release(List.of(run.claim()));
            return Optional.empty();
        }
        return unlessLost(run, () -> settlement.settleProgress(run, stage));
    }

    private Optional<EnrollmentRecord> settled(RunContext run, String stage, int failedTries, StageResult result, Instant startedAt) {
        // A stage that was given up may still be at work: it must not act any more once the result is stored.
        run.close();
        Optional<EnrollmentRecord> stored = unlessLost(run, () -> settlement.settle(run, stage, failedTries, result, startedAt));
        stored.filter(next -> next.status() == EnrollmentStatus.HELD).ifPresent(
                next -> LOG.warn("Enrollment {} is held at stage {}: {}", next.id().value(), stage, next.problems()));
        return stored;
    }

    private static Optional<EnrollmentRecord> unlessLost(RunContext run, Supplier<EnrollmentRecord> storing) {
        try {
            return Optional.of(storing.get());
        } catch (IdentityException error) {
            if (error.code() == StorageError.CLAIM_LOST) {
                return lost(run);
            }
            throw error;
        }
    }

    private static Optional<EnrollmentRecord> lost(RunContext run) {
        run.close();
        LOG.info("Enrollment {} was taken over by another worker; this run is dropped", run.claim().record().id().value());
        return Optional.empty();
    }

    private boolean isLeaseShort(RunContext run) {
        Instant needed = clock.instant().plus(settings.stageLimit()).plus(EnrollmentSettings.LEASE_MARGIN);
        return run.claim().expiresAt().isBefore(needed);
    }
}
