package id.core.audit;

import id.api.audit.AuditAnchor;
import id.api.audit.AuditAnchors;
import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.storage.AuditStore;
import id.api.storage.Transactions;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail over a store. Writers never wait for the chain: it is extended by one worker, in batches, so that an
 * entry costs its insert alone. Now and then the same worker signs the end of the chain. The signer may be absent: the
 * trail would else be missing just when it is most wanted, while the vault does not answer.
 */
@Component(service = { AuditTrail.class, AuditAnchors.class }, configurationPid = "id.core.audit", immediate = true)
@Designate(ocd = ChainedAuditTrail.Config.class)
public final class ChainedAuditTrail implements AuditTrail, AuditAnchors {

    /** Settings. */
    @ObjectClassDefinition(name = "Audit trail")
    public @interface Config {
        @AttributeDefinition(name = "chainIntervalMs",
                description = "Time between two extensions of the chain, in milliseconds, 10 to 10000", min = "10",
                max = "10000")
        int chainIntervalMs() default 250;

        @AttributeDefinition(name = "checkpointMinutes",
                description = "Time between two signed checkpoints of a chain that grows, in minutes, 1 to 1440",
                min = "1", max = "1440")
        int checkpointMinutes() default 60;

        @AttributeDefinition(name = "hybrid",
                description = "Whether checkpoints and anchors are signed by ML-DSA-65 as well, against quantum computers to come")
        boolean hybrid() default false;
    }

    private static final int MIN_INTERVAL = 10;
    private static final int MAX_INTERVAL = 10_000;
    private static final int MAX_CHECKPOINT_MINUTES = 1_440;
    private static final int MAX_RECENT = 10_000;
    private static final int MAX_ANCHORS = 100;
    /** A clean stop does not wait longer for a last checkpoint: hardware may be slow, or gone already. */
    private static final int STOP_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(ChainedAuditTrail.class);

    private final AuditStore store;
    private final RandomSource random;
    private final InstantSource clock;
    private final Chain chain;
    private final Signing signing = new Signing(() -> Optional.ofNullable(this.signer));
    private final Checkpoints checkpoints;
    private final Duration checkpointInterval;
    private final boolean hybrid;
    private final Instant started;
    private final ExecutorService workers;
    private final ScheduledFuture<?> rounds;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) volatile Signer signer;

    @Activate
    public ChainedAuditTrail(@Reference AuditStore store, @Reference Transactions transactions,
            @Reference RandomSource random, @Reference InstantSource clock,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer, Config config) {
        int interval = within("chainIntervalMs", config.chainIntervalMs(), MIN_INTERVAL, MAX_INTERVAL, "milliseconds");
        this.checkpointInterval = Duration.ofMinutes(
                within("checkpointMinutes", config.checkpointMinutes(), 1, MAX_CHECKPOINT_MINUTES, "minutes"));
        this.hybrid = config.hybrid();
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.workers = workers;
        this.started = clock.instant();
        this.chain = new Chain(store, transactions, clock);
        this.checkpoints = new Checkpoints(store, chain, signing, random, clock, checkpointInterval, hybrid);
        this.rounds = timer.scheduleWithFixedDelay(this::startRound, 0, interval, TimeUnit.MILLISECONDS);
    }

    private static int within(String setting, int value, int min, int max, String unit) {
        if (value < min || value > max) {
            throw new IdentityException(GeneralError.INVALID_VALUE, setting,
                    "Setting " + setting + " must be " + min + " to " + max + " " + unit);
        }
        return value;
    }

    @Deactivate
    void stop() {
        rounds.cancel(false);
        try {
            workers.submit(() -> {
                chain.extend();
                checkpoints.signNow();
                chain.extend();
            }).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException late) {
            // The next start signs what is left.
            LOG.debug("No last checkpoint of the audit trail: the store, the signer or the workers are gone", late);
        }
    }

    @Override
    public void record(AuditEntry entry) {
        // Microseconds are what every database keeps.
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        store.append(random.id128(), at, entry);
    }

    @Override
    public List<ChainedEntry> recent(int limit) {
        if (limit < 1 || limit > MAX_RECENT) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "limit must be 1 to " + MAX_RECENT);
        }
        return entries(store.recent(limit));
    }

    @Override
    public List<ChainedEntry> about(Set<String> subjects, int limit) {
        if (subjects.isEmpty() || subjects.size() > MAX_RECENT || subjects.contains("")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "subjects",
                    "Name 1 to " + MAX_RECENT + " subjects, none of them empty");
        }
        if (limit < 1 || limit > MAX_RECENT) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "limit must be 1 to " + MAX_RECENT);
        }
        return entries(store.about(subjects, limit));
    }

    @Override
    public List<ChainedEntry> after(long sequence, int limit) {
        if (sequence < 0 || limit < 1 || limit > MAX_RECENT) {
            throw new IdentityException(GeneralError.INVALID_VALUE, sequence < 0 ? "sequence" : "limit",
                    "sequence is 0 or more, limit 1 to " + MAX_RECENT);
        }
        return entries(store.fromSequence(sequence + 1, limit));
    }

    private static List<ChainedEntry> entries(List<AuditStore.AuditRow> rows) {
        return rows.stream().map(row -> new ChainedEntry(row.sequence(), row.at(), row.entry(), row.hash())).toList();
    }

    @Override
    public AuditAnchor export() {
        return Anchor.sign(signing.required(), chain.end(), clock.instant(), hybrid);
    }

    @Override
    public String publicKeys() {
        return signing.required().publicKeys(Signer.Purpose.AUDIT);
    }

    @Override
    public AuditVerification verify() {
        return verified(walk());
    }

    @Override
    public AuditVerification verify(List<String> anchors) {
        if (anchors.size() > MAX_ANCHORS) {
            throw new IdentityException(GeneralError.TOO_LARGE, "anchors",
                    "Give at most " + MAX_ANCHORS + " anchors at a time; the newest say most");
        }
        Signer known = signing.required();
        List<Anchor> read = IntStream.range(0, anchors.size())
                .mapToObj(i -> Anchor.read(known, anchors.get(i), "anchors[" + i + "]")).toList();
        return verified(new AnchorWalk(walk(), read));
    }

    private Evidence walk() {
        Optional<Checkpoints.Failing> fault = checkpoints.failing();
        return new CheckpointWalk(store, signing, fault,
                new UnsignedTime(checkpointInterval, started, clock.instant()));
    }

    private AuditVerification verified(Evidence evidence) {
        AuditVerification result = chain.verify(evidence);
        switch (result) {
            // In the log the head outlives the store: a chain cut or rewritten later can be told by it.
            case AuditVerification.Intact intact -> {
                AuditCoverage coverage = intact.coverage();
                LOG.info("The audit chain holds: {} entries, head {}, {} checkpoints up to entry {}, {} anchors",
                        intact.entries(), intact.head(), coverage.checkpoints(), coverage.upTo(), coverage.anchors());
                coverage.unsigned().ifPresent(LOG::warn);
                coverage.lacking().ifPresent(LOG::warn);
            }
            case AuditVerification.Broken broken ->
                LOG.error("The audit chain is broken at {}: {}", broken.sequence(), broken.why());
        }
        return result;
    }

    /** The timer's thread only starts the work, which may wait for the database. */
    private void startRound() {
        if (working.compareAndSet(false, true)) {
            try {
                workers.execute(this::round);
            } catch (RejectedExecutionException stopping) {
                working.set(false);
                LOG.debug("No worker for the audit chain: the system stops");
            }
        }
    }

    private void round() {
        try {
            long chained = chain.extend();
            if (failing.compareAndSet(true, false)) {
                LOG.info("The audit chain is extended again, by {} entries", chained);
            }
            checkpoints.signWhenDue();
        } catch (RuntimeException failed) {
            // Told once: the next rounds try again, and verify() tells of entries that wait too long.
            if (failing.compareAndSet(false, true)) {
                LOG.error("The audit chain cannot be extended; entries wait for their places", failed);
            }
        } finally {
            working.set(false);
        }
    }
}
