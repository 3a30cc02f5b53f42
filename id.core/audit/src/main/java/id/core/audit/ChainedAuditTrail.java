package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.AuditStore;
import id.api.storage.Transactions;
import id.api.value.RandomSource;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail over a store. Writers never wait for the chain: it is extended by one worker, in batches, so that an
 * entry costs its insert alone.
 */
@Component(configurationPid = "id.core.audit", immediate = true)
@Designate(ocd = ChainedAuditTrail.Config.class)
public final class ChainedAuditTrail implements AuditTrail {

    /** Settings. */
    @ObjectClassDefinition(name = "Audit trail")
    public @interface Config {
        @AttributeDefinition(name = "chainIntervalMs",
                description = "Time between two extensions of the chain, in milliseconds, 10 to 10000", min = "10",
                max = "10000")
        int chainIntervalMs() default 250;
    }

    private static final int MIN_INTERVAL = 10;
    private static final int MAX_INTERVAL = 10_000;
    private static final int MAX_RECENT = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(ChainedAuditTrail.class);

    private final AuditStore store;
    private final RandomSource random;
    private final InstantSource clock;
    private final Chain chain;
    private final ExecutorService workers;
    private final ScheduledFuture<?> rounds;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    @Activate
    public ChainedAuditTrail(@Reference AuditStore store, @Reference Transactions transactions,
            @Reference RandomSource random, @Reference InstantSource clock,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer, Config config) {
        int interval = config.chainIntervalMs();
        if (interval < MIN_INTERVAL || interval > MAX_INTERVAL) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "chainIntervalMs",
                    "Setting chainIntervalMs must be " + MIN_INTERVAL + " to " + MAX_INTERVAL + " milliseconds");
        }
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.workers = workers;
        this.chain = new Chain(store, transactions, clock);
        this.rounds = timer.scheduleWithFixedDelay(this::startRound, 0, interval, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        rounds.cancel(false);
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
        return store.recent(limit).stream()
                .map(row -> new ChainedEntry(row.sequence(), row.at(), row.entry(), row.hash())).toList();
    }

    @Override
    public AuditVerification verify() {
        AuditVerification result = chain.verify();
        switch (result) {
            // In the log the head outlives the store: a chain cut or rewritten later can be told by it.
            case AuditVerification.Intact intact ->
                LOG.info("The audit chain holds: {} entries, head {}", intact.entries(), intact.head());
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
