package id.core.audit;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditVerification.Broken;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.storage.AuditStore;
import id.api.storage.AuditStore.AuditRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Walks along the chain and holds each checkpoint against it, and looks whether one is missing where the chain went on.
 * For one walk, by one thread.
 */
final class CheckpointWalk implements Evidence {
    private final AuditStore store;
    private final Signing signing;
    private final Optional<Checkpoints.Failing> failing;
    private final UnsignedTime unsigned;
    private long covered;
    private long checkpoints;
    private long unchecked;
    private long lastOther;
    private long once;
    private long firstOnce;
    private Optional<Instant> signedAt = Optional.empty();
    private Optional<Instant> twiceSince = Optional.empty();

    /**
     * @param failing
     *            why this process does not sign, where it does not
     * @param unsigned
     *            a fresh one
     */
    CheckpointWalk(AuditStore store, Signing signing, Optional<Checkpoints.Failing> failing, UnsignedTime unsigned) {
        this.store = store;
        this.signing = signing;
        this.failing = failing;
        this.unsigned = unsigned;
    }

    @Override
    public Optional<Broken> see(AuditRow row) {
        if (Checkpoint.is(row)) {
            return Checkpoint.of(row).map(signed -> checked(row, signed))
                    .orElseGet(() -> broken(row.sequence(), "This checkpoint is not readable: it was changed or inserted"));
        }
        lastOther = row.sequence();
        unsigned.entry(row.at());
        return Optional.empty();
    }

    private Optional<Broken> checked(AuditRow row, Checkpoint.Signed signed) {
        Optional<Signer> signer = signing.ifThere();
        if (signer.isEmpty()) {
            unchecked++;
            return Optional.empty();
        }
        Checkpoint checkpoint = signed.checkpoint();
        return switch (signer.get().check(Signer.Purpose.AUDIT, signed.keyId(), checkpoint.text(),
                signed.signature())) {
            case KEY_UNKNOWN -> broken(row.sequence(), "This checkpoint was signed by a key that this system does not "
                    + "have: it was brought here from another system, or the keys of this one were exchanged");
            case DOES_NOT_FIT -> broken(row.sequence(), "The signature of this checkpoint does not fit: it was changed, "
                    + "copied here from another place, or made without the key");
            case FITS -> second(signer.get(), signed).flatMap(why -> broken(row.sequence(), why))
                    .or(() -> fits(row, checkpoint));
        };
    }

    /** What speaks against the second signature of one that names it. */
    private static Optional<String> second(Signer signer, Checkpoint.Signed signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return checkpoint.secondKeyId().flatMap(
                key -> SecondSignature.fault(signer, "This checkpoint", key, checkpoint.text(), signed.second()));
    }

    /** One that names no second signature after one that did: nothing in it shows whether that is right. */
    private void noteHowOften(AuditRow row, Checkpoint checkpoint) {
        if (checkpoint.secondKeyId().isPresent()) {
            twiceSince = twiceSince.or(() -> Optional.of(checkpoint.at()));
        } else if (twiceSince.isPresent()) {
            firstOnce = once++ == 0 ? row.sequence() : firstOnce;
        }
    }

    private Optional<String> lacking() {
        return once == 0 ? Optional.empty()
                : Optional.of(once + (once == 1 ? " checkpoint is" : " checkpoints are") + " signed by ES256 alone, the first at entry "
                        + firstOnce + ", though since " + twiceSince.orElseThrow() + " they are signed by " + SecondSignature.ALGORITHM
                        + " as well: that was switched off then, on some node at least, or they were made by somebody who can break "
                        + "ES256");
    }

    private Optional<Broken> fits(AuditRow row, Checkpoint checkpoint) {
        String hash = hashAt(checkpoint.sequence());
        if (checkpoint.sequence() >= row.sequence() || !hash.equals(checkpoint.head())) {
            return broken(Math.max(1, Math.min(covered + 1, checkpoint.sequence())), "The chain was written anew: the checkpoint at "
                    + row.sequence() + " was signed when entry " + checkpoint.sequence()
                    + " had another hash; what is there from here on is not what was recorded");
        }
        checkpoints++;
        noteHowOften(row, checkpoint);
        // Of several nodes one may sign less than another did before: that covers nothing new.
        if (checkpoint.sequence() > covered) {
            Optional<Broken> missing = missing(unsigned.excess(checkpoint.late()));
            if (missing.isPresent()) {
                return missing;
            }
            covered = checkpoint.sequence();
            signedAt = Optional.of(checkpoint.at());
            unsigned.signed(checkpoint, lastOther > covered);
        }
        return Optional.empty();
    }

    private String hashAt(long sequence) {
        return sequence == 0 ? ChainHash.START
                : store.fromSequence(sequence, 1).stream().filter(row -> row.sequence() == sequence)
                        .map(AuditRow::hash).findFirst().orElse("");
    }

    @Override
    public Optional<Broken> end(Place end) {
        if (unchecked > 0) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "",
                    "The hashes hold, but the " + unchecked + " checkpoints cannot be checked: the signer is not there. "
                            + "See /health/ready and the log for what the key vault lacks, then verify again");
        }
        return missing(unsigned.excessNow(failing.map(Checkpoints.Failing::since)));
    }

    private Optional<Broken> missing(Optional<Duration> excess) {
        return excess.flatMap(length -> broken(covered + 1, "From here on the chain went on for "
                + length.toMinutes() + " minutes without a checkpoint, though one was due every "
                + unsigned.interval().toMinutes() + " minutes: checkpoints were removed, the chain was written anew, or "
                + "nothing could be signed (then the log of that time says so)"));
    }

    @Override
    public AuditCoverage coverage() {
        return new AuditCoverage(checkpoints, covered, signedAt, 0, failing.map(Checkpoints.Failing::words), twiceSince, lacking());
    }

    private static Optional<Broken> broken(long sequence, String why) {
        return Optional.of(new Broken(sequence, why));
    }
}
