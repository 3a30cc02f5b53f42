package id.core.enrollment;

import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStatus;
import id.api.error.IdentityException;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.StorageError;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims enrollments and has them walked through their stages. One thread claims, in batches; as many as the settings
 * say work. Whatever is in memory here may be lost at any moment: the store knows all that counts.
 */
@Component(service = Pipeline.class, immediate = true)
public final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration LOOK_FOR_MISSING = Duration.ofSeconds(5);
    private static final long CLOSE_SECONDS = 20;
    private static final int TAKE_OVER_BATCH = 1_000;

    private final EnrollmentStore store;
    private final PacketShelf shelf;
    private final References references;
    private final StageCalls calls;
    private final Settlement settlement;
    private final InstantSource clock;
    private final EnrollmentSettings settings;
    private final EnrollmentWalk walk;
    private final String worker;

    private final BlockingQueue<Optional<Claim>> queue = new LinkedBlockingQueue<>();
    private final Map<Claim, RunContext> running = new ConcurrentHashMap<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final PriorityBlockingQueue<Instant> dues = new PriorityBlockingQueue<>();
    private final Semaphore signals = new Semaphore(0);
    private final CountDownLatch threadsEnded;
    private volatile boolean open = true;
    private volatile boolean backlog = true;
    private Instant lookedForMissing = Instant.EPOCH;

    @Activate
    public Pipeline(@Reference EnrollmentStore store, @Reference PacketShelf shelf, @Reference References references,
            @Reference StageCalls calls, @Reference Settlement settlement, @Reference InstantSource clock,
            @Reference RandomSource random, @Reference EnrollmentSettings settings,
            @Reference(target = "(executor=virtual)") ExecutorService threads) {
        this.store = store;
        this.shelf = shelf;
        this.references = references;
        this.calls = calls;
        this.settlement = settlement;
        this.clock = clock;
        this.settings = settings;
        this.walk = new EnrollmentWalk(store, calls, settlement, settings, clock);
        this.worker = "pipeline-" + random.id128().substring(0, 12);
        this.threadsEnded = new CountDownLatch(settings.workers() + 1);
        threads.execute(() -> counted(this::claimUntilClosed));
        for (int i = 0; i < settings.workers(); i++) {
            threads.execute(() -> counted(this::workUntilClosed));
        }
    }

    /** Says that there may be something to claim. */
    void wake() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Stops: no further stage begins; claims are given back, so that others may go on at once. */
    @Deactivate
    public void close() {
        open = false;
        wake();
        List<Claim> waiting = new ArrayList<>();
        for (Optional<Claim> next = queue.poll(); next != null; next = queue.poll()) {
            next.ifPresent(waiting::add);
        }
        release(waiting);
        for (int i = 0; i < settings.workers(); i++) {
            queue.add(Optional.empty());
        }
        try {
            if (!threadsEnded.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} enrollments are still in a stage; they are taken up again later", running.size());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running.values().forEach(RunContext::close);
        release(List.copyOf(running.keySet()));
    }

    private void release(List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        try {
            store.release(claims);
        } catch (RuntimeException failed) {
            LOG.warn("{} claims could not be given back; they end by themselves", claims.size(), failed);
        }
    }

    private void counted(Runnable loop) {
        try {
            loop.run();
        } finally {
            threadsEnded.countDown();
        }
    }

    private void claimUntilClosed() {
        takeOver();
        while (open) {
            try {
                claimSome();
                resumeWhatWasMissing();
                waitForWork();
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException failed) {
                LOG.warn("Enrollments cannot be claimed; trying again", failed);
                pauseAfterFailure();
            }
        }
    }

    /** Claims of an earlier process that was killed would else hold until they end by themselves. */
    private void takeOver() {
        if (!settings.takesOverClaims()) {
            return;
        }
        try {
            Instant afterAllLeases = clock.instant().plus(settings.lease()).plusSeconds(1);
            List<Claim> taken = new ArrayList<>();
            List<Claim> some;
            do {
                some = store.claim(worker, TAKE_OVER_BATCH, afterAllLeases, settings.lease());
                taken.addAll(some);
            } while (!some.isEmpty());
            release(taken);
            LOG.info("{} unfinished enrollments go on", taken.size());
        } catch (RuntimeException failed) {
            LOG.warn("Claims of an earlier process cannot be taken over; they end by themselves", failed);
        }
    }

    private void claimSome() {
        signals.drainPermits();
        int busy = outstanding.get();
        if (busy > settings.workers()) {
            // Worth a transaction only when it brings several: a worker says when there is room.
            backlog = true;
            return;
        }
        int room = 2 * settings.workers() - busy;
        List<Claim> claims = store.claim(worker, room, clock.instant(), settings.lease());
        backlog = claims.size() == room;
        outstanding.addAndGet(claims.size());
        if (!open) {
            release(claims);
            return;
        }
        claims.forEach(claim -> queue.add(Optional.of(claim)));
    }

    private void waitForWork() throws InterruptedException {
        if (!open || backlog && outstanding.get() <= settings.workers()) {
            return;
        }
        Instant now = clock.instant();
        while (dues.peek() != null && !dues.peek().isAfter(now)) {
            dues.poll();
            signals.release();
        }
        Instant due = dues.peek();
        long untilDue = due == null ? Long.MAX_VALUE : Math.max(1, Duration.between(now, due).toMillis());
        signals.tryAcquire(Math.min(untilDue, settings.poll().toMillis()), TimeUnit.MILLISECONDS);
    }

    private void pauseAfterFailure() {
        try {
            signals.drainPermits();
            signals.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stages come back when their plugin is installed: nobody has to resume what waits for them. */
    private void resumeWhatWasMissing() {
        Instant now = clock.instant();
        if (now.isBefore(lookedForMissing.plus(LOOK_FOR_MISSING))) {
            return;
        }
        lookedForMissing = now;
        for (EnrollmentRecord held : store.withStatus(EnrollmentStatus.HELD, 1_000)) {
            boolean missing = held.problems().stream().anyMatch(
                    problem -> problem.code().equals(EnrollmentError.STAGE_MISSING.name()) && problem.field().isEmpty());
            if (missing && calls.isOffered(settings.stageOrFirst(held.stage()))) {
                resume(held);
            }
        }
    }

    private void resume(EnrollmentRecord held) {
        try {
            settlement.settleResumption(held, ClientId.SYSTEM, "The stage is there again");
            backlog = true;
        } catch (IdentityException error) {
            if (error.code() != StorageError.STALE_RECORD) {
                throw error;
            }
            LOG.debug("Somebody else resumed enrollment {}", held.id().value());
        }
    }

    private void workUntilClosed() {
        try {
            for (Optional<Claim> next = queue.take(); next.isPresent(); next = queue.take()) {
                work(next.get());
            }
        } catch (InterruptedException interrupted) {
            LOG.debug("A worker was stopped");
        }
    }

    private void work(Claim claim) {
        try {
            RunContext run = new RunContext(claim, references.encounterOf(claim.record().id()), store, shelf);
            running.put(claim, run);
            walk.walk(run, () -> open).filter(next -> next.status() == EnrollmentStatus.PROCESSING).ifPresent(next -> {
                dues.add(next.notBefore());
                wake();
            });
        } catch (RuntimeException | LinkageError | VirtualMachineError failed) {
            // Not given back: whatever broke would break again at once. The claim ends by itself. This thread goes on in any
            // case: a plugin that takes all memory for a moment must not cost the pipeline its workers.
            LOG.error("The work on enrollment {} broke off; it goes on when its claim ends", claim.record().id().value(), failed);
        } finally {
            running.remove(claim);
            if (outstanding.decrementAndGet() <= settings.workers() && backlog) {
                wake();
            }
        }
    }
}
