package id.core.audit;

import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.storage.AuditStore;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the end of the chain at intervals, when there is something new. Each process does so on its own: of several,
 * each signs. The first checkpoint after a start comes as soon as there is something to sign, since nothing is known of
 * what the last process left unsigned. Safe for concurrent use.
 */
final class Checkpoints {
    /** How long to wait before looking again whether there is something new, or trying again what failed. */
    static final Duration LOOK = Duration.ofMinutes(1);

    /** An absent signer costs nothing to look for. */
    private static final Duration ABSENT = Duration.ofSeconds(1);
    private static final int RECENT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final AuditStore store;
    private final Chain chain;
    private final Signing signing;
    private final RandomSource random;
    private final InstantSource clock;
    private final Duration interval;
    private final boolean hybrid;
    private Instant next = Instant.MIN;
    private Instant loudAgain = Instant.MAX;
    private Optional<Failing> failing = Optional.empty();

    /**
     * @param hybrid
     *            whether each is signed by ML-DSA-65 as well
     */
    Checkpoints(AuditStore store, Chain chain, Signing signing, RandomSource random, InstantSource clock,
            Duration interval, boolean hybrid) {
        this.store = store;
        this.chain = chain;
        this.signing = signing;
        this.random = random;
        this.clock = clock;
        this.interval = interval;
        this.hybrid = hybrid;
    }

    /**
     * Why nothing can be signed.
     *
     * @param since
     *            first time that it was tried in vain
     * @param why
     *            what came of the last try
     */
    record Failing(Instant since, String why) {
        /** In words, for an operator. */
        String words() {
            return "Since " + since.truncatedTo(ChronoUnit.SECONDS) + " no checkpoint can be signed: " + why;
        }
    }

    /** Signs if it is time. Never throws: entries go on without signatures, and that is said loudly. */
    synchronized void signWhenDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        Optional<Signer> signer = signing.ifThere();
        try {
            if (signer.isPresent() && !grown()) {
                failing = Optional.empty();
                next = now.plus(LOOK);
            } else {
                sign(signing.required(), now);
                next = now.plus(interval);
            }
        } catch (RuntimeException failed) {
            note(failed, now);
            next = now.plus(signer.isPresent() ? LOOK : ABSENT);
        }
    }

    /** Signs what is not signed yet, whenever the next one would be due; for a clean stop. */
    synchronized void signNow() {
        if (signing.ifThere().isPresent() && grown()) {
            sign(signing.required(), clock.instant());
        }
    }

    /** Why nothing is signed at present; empty while it works. */
    synchronized Optional<Failing> failing() {
        return failing;
    }

    /** Whether the chain holds an entry that no checkpoint covers, not counting checkpoints. */
    private boolean grown() {
        List<AuditRow> chained = store.recent(RECENT).stream().filter(row -> row.sequence() > 0).toList();
        if (chained.isEmpty()) {
            // All of the newest still wait: there may be others before them.
            return store.last().isPresent();
        }
        long covered = chained.stream().filter(Checkpoint::is).flatMap(row -> Checkpoint.of(row).stream())
                .mapToLong(signed -> signed.checkpoint().sequence()).max().orElse(0);
        return chained.stream().anyMatch(row -> row.sequence() > covered && !Checkpoint.is(row));
    }

    private void sign(Signer signer, Instant now) {
        // Refuses a chain that this process saw cut: the key does not speak for it.
        Place end = chain.end();
        long late = failing.map(fault -> Duration.between(fault.since(), now).toMinutes()).orElse(0L);
        Optional<String> second = hybrid ? Optional.of(signer.secondKeyId(Signer.Purpose.AUDIT)) : Optional.empty();
        Checkpoint checkpoint = new Checkpoint(end.sequence(), end.hash(), (int) interval.toMinutes(),
                Math.max(0, late), now.truncatedTo(ChronoUnit.SECONDS), second);
        String keyId = signer.keyId(Signer.Purpose.AUDIT);
        Bytes signature = signer.sign(Signer.Purpose.AUDIT, keyId, checkpoint.text());
        Optional<Bytes> secondSignature = second.map(key -> signer.signSecond(Signer.Purpose.AUDIT, key, checkpoint.text()));
        store.append(random.id128(), checkpoint.at(), checkpoint.entry(keyId, signature, secondSignature));
        failing.ifPresent(fault -> LOG.info("Checkpoints of the audit trail are signed again, after {} minutes", late));
        failing = Optional.empty();
        loudAgain = Instant.MAX;
        // In the log the head outlives the store.
        LOG.info("Checkpoint of the audit trail signed: entry {}, head {}", end.sequence(), end.hash());
    }

    private void note(RuntimeException failed, Instant now) {
        String why = failed instanceof IdentityException known ? known.getMessage() : failed.getClass().getSimpleName();
        Instant since = failing.map(Failing::since).orElse(now);
        if (failing.isEmpty()) {
            // At a start the signer comes a little later than the trail.
            loudAgain = now.plus(LOOK);
        }
        failing = Optional.of(new Failing(since, why));
        if (!now.isBefore(loudAgain)) {
            loudAgain = now.plus(interval);
            LOG.error("The audit trail goes on unsigned: whoever writes in the store could change it unseen. {}",
                    failing.get().words(), failed);
        }
    }
}
