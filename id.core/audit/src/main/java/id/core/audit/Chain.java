package id.core.audit;

import id.api.audit.AuditVerification;
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
    /** The last entry that this process has seen at the end of the chain: shows a cut at the end. */
    private Place seen = Place.BEFORE_ALL;
    /** What was found while chaining; later entries would hide it. */
    private volatile Optional<AuditVerification.Broken> cut = Optional.empty();

    Chain(AuditStore store, Transactions transactions, InstantSource clock) {
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
            Extension extension = transactions.required(this::extension);
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

    private Extension extension() {
        List<AuditRow> waiting = store.unchained(BATCH);
        if (waiting.isEmpty()) {
            return new Extension(0, Optional.empty());
        }
        Place place = store.last().map(Place::of).orElse(Place.BEFORE_ALL);
        noteCut(place);
        List<Link> links = new ArrayList<>(waiting.size());
        for (AuditRow row : waiting) {
            place = place.next(row);
            links.add(new Link(row.id(), place.sequence(), place.hash()));
        }
        store.chain(links);
        return new Extension(links.size(), Optional.of(place));
    }

    private void noteCut(Place end) {
        Place known = seen();
        boolean shorter = end.sequence() < known.sequence();
        if (cut.isEmpty() && (shorter || end.sequence() == known.sequence() && !end.hash().equals(known.hash()))) {
            cut = broken(end.sequence() + (shorter ? 1 : 0), "The end was cut off or written anew: the chain went to "
                    + known.sequence() + " before");
            LOG.error("The audit chain was cut at {}; new entries are chained after the cut", end.sequence());
        }
    }

    private synchronized Place seen() {
        return seen;
    }

    private synchronized void saw(Place end) {
        if (end.sequence() > seen.sequence()) {
            seen = end;
        }
    }

    /** Recomputes every hash from the start. */
    AuditVerification verify() {
        if (cut.isPresent()) {
            return cut.get();
        }
        Place known = seen();
        Place place = Place.BEFORE_ALL;
        List<AuditRow> page;
        do {
            page = store.fromSequence(place.sequence() + 1, BATCH);
            for (AuditRow row : page) {
                Optional<AuditVerification.Broken> fault = fault(place, row, known);
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
        return waiting(place);
    }

    private AuditVerification waiting(Place end) {
        long late = store.countUnchainedBefore(clock.instant().minus(MAX_WAIT));
        if (late > 0) {
            return new AuditVerification.Broken(end.sequence() + 1, late + " entries wait for a place for more than "
                    + MAX_WAIT.toSeconds() + " seconds: they were taken out, or the chainer stands still (see the log)");
        }
        saw(end);
        return new AuditVerification.Intact(end.sequence(), store.countUnchained(), end.hash());
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

    /** A place in the chain and the hash there. */
    private record Place(long sequence, String hash) {
        static final Place BEFORE_ALL = new Place(0, ChainHash.START);

        static Place of(AuditRow row) {
            return new Place(row.sequence(), row.hash());
        }

        Place next(AuditRow row) {
            return new Place(sequence + 1, ChainHash.of(hash, sequence + 1, row));
        }
    }
}
