package id.core.audit;

import id.api.audit.AuditVerification;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.AuditStore;
import id.api.storage.AuditStore.AuditRow;
import id.api.storage.AuditStore.Link;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts entries into the chain and looks whether it holds. */
final class Chain {
    /** An entry that waits longer for its place was taken out of the chain, or nobody chains. */
    static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private static final int BATCH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final AuditStore store;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ClockWatch clocks;
    /** The last entry that this process has seen at the end of the chain: shows a cut at the end. */
    private Place seen = Place.BEFORE_ALL;
    /** What was found while chaining; later entries would hide it. */
    private volatile Optional<AuditVerification.Broken> cut = Optional.empty();

    Chain(AuditStore store, Transactions transactions, InstantSource clock) {
        this(store, transactions, clock, new ClockWatch(clock));
    }

    Chain(AuditStore store, Transactions transactions, InstantSource clock, ClockWatch clocks) {
        this.clocks = clocks;
        this.store = store;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Gives all waiting entries their places; how many. */
    long extend() {
        long all = 0;
        int chained;
        do {
            chained = extendOnce();
            all += chained;
        } while (chained == BATCH);
        return all;
    }

    private int extendOnce() {
        try {
            // Known before the store is read: what another thread sees meanwhile is no cut.
            Place known = seen();
            Extension extension = transactions.required(() -> extension(known));
            extension.end().ifPresent(this::saw);
            return extension.entries();
        } catch (IdentityException refused) {
            if (refused.code() != StorageError.DUPLICATE_KEY) {
                throw refused;
            }
            LOG.debug("Another node chained the same audit entries first");
            return 0;
        }
    }

    private Extension extension(Place known) {
        List<AuditRow> waiting = store.unchained(BATCH);
        if (waiting.isEmpty()) {
            return new Extension(0, Optional.empty());
        }
        clocks.look(waiting);
        Place place = store.last().map(Place::of).orElse(Place.BEFORE_ALL);
        noteCut(place, known);
        List<Link> links = new ArrayList<>(waiting.size());
        for (AuditRow row : waiting) {
            place = place.next(row);
            links.add(new Link(row.id(), place.sequence(), place.hash()));
        }
        store.chain(links);
        return new Extension(links.size(), Optional.of(place));
    }

    /**
     * The end of the chain, to be signed.
     *
     * @throws IdentityException
     *             CONFLICT when this process saw that the chain was cut or written anew
     */
    Place end() {
        Place known = seen();
        Place end = store.last().map(Place::of).orElse(Place.BEFORE_ALL);
        noteCut(end, known);
        cut.ifPresent(broken -> {
            throw new IdentityException(GeneralError.CONFLICT, "", "The chain is broken at " + broken.sequence()
                    + " and is not signed: verify the audit trail, and find out who writes in the store");
        });
        return end;
    }

    private void noteCut(Place end, Place known) {
        boolean shorter = end.sequence() < known.sequence();
        if (cut.isEmpty() && (shorter || !hashAt(known.sequence(), end).equals(known.hash()))) {
            cut = broken(shorter ? end.sequence() + 1 : known.sequence(),
                    "The end was cut off or written anew: the chain went to " + known.sequence() + " before");
            LOG.error("The audit chain was cut at {}; new entries are chained after the cut", end.sequence());
        }
    }

    /** The hash at a place that is not behind the end. Asks the store only where another node went on. */
    private String hashAt(long sequence, Place end) {
        if (sequence == 0) {
            return ChainHash.START;
        }
        return sequence == end.sequence() ? end.hash()
                : store.fromSequence(sequence, 1).stream().findFirst().map(AuditRow::hash).orElse("");
    }

    private synchronized Place seen() {
        return seen;
    }

    private synchronized void saw(Place end) {
        if (end.sequence() > seen.sequence()) {
            seen = end;
        }
    }

    /** Recomputes every hash from the start, and holds the chain against {@code evidence}. */
    AuditVerification verify(Evidence evidence) {
        if (cut.isPresent()) {
            return cut.get();
        }
        Place known = seen();
        Place place = Place.BEFORE_ALL;
        List<AuditRow> page;
        do {
            page = store.fromSequence(place.sequence() + 1, BATCH);
            for (AuditRow row : page) {
                Optional<AuditVerification.Broken> fault = fault(place, row, known).or(() -> evidence.see(row));
                if (fault.isPresent()) {
                    return fault.get();
                }
                place = Place.of(row);
            }
        } while (!page.isEmpty());
        if (place.sequence() < known.sequence()) {
            return new AuditVerification.Broken(place.sequence() + 1, "The end was cut off: the chain went to "
                    + known.sequence() + " since this process started");
        }
        return waiting(place, evidence);
    }

    private AuditVerification waiting(Place end, Evidence evidence) {
        long late = store.countUnchainedBefore(clock.instant().minus(MAX_WAIT));
        if (late > 0) {
            return new AuditVerification.Broken(end.sequence() + 1, late + " entries wait for a place for more than "
                    + MAX_WAIT.toSeconds() + " seconds: they were taken out, or the chainer stands still (see the log)");
        }
        Optional<AuditVerification.Broken> fault = evidence.end(end);
        if (fault.isPresent()) {
            return fault.get();
        }
        saw(end);
        return new AuditVerification.Intact(end.sequence(), store.countUnchained(), end.hash(), evidence.coverage());
    }

    private static Optional<AuditVerification.Broken> fault(Place previous, AuditRow row, Place known) {
        long expected = previous.sequence() + 1;
        if (row.sequence() != expected) {
            return broken(expected, "No entry has this place; the next one is " + row.sequence()
                    + ": an entry was removed or given another place");
        }
        if (!ChainHash.of(previous.hash(), expected, row).equals(row.hash())) {
            return broken(expected, "The hash does not fit: this entry or its predecessor was changed, exchanged or "
                    + "inserted");
        }
        if (expected == known.sequence() && !row.hash().equals(known.hash())) {
            return broken(expected, "The chain was written anew: this entry had another hash since this process started");
        }
        return Optional.empty();
    }

    private static Optional<AuditVerification.Broken> broken(long sequence, String why) {
        return Optional.of(new AuditVerification.Broken(sequence, why));
    }

    private record Extension(int entries, Optional<Place> end) {}
}
