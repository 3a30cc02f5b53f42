package id.api.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What signatures say of a chain that holds. Entries behind {@code upTo} are guarded by their hashes alone: somebody who
 * writes in the store could have written them anew.
 *
 * @param checkpoints
 *            signed checkpoints in the chain; all of them fit
 * @param upTo
 *            the last entry that a checkpoint covers, and with it all before; 0 for none
 * @param signedAt
 *            when that checkpoint was signed
 * @param anchors
 *            anchors that were given and fit
 * @param unsigned
 *            why nothing is signed at present, and what to do; empty while signing works
 * @param twiceSince
 *            when the first checkpoint was signed by ML-DSA-65 as well; empty when none was
 * @param lacking
 *            what is signed by ES256 alone though checkpoints before it are signed twice; empty for nothing
 */
public record AuditCoverage(long checkpoints, long upTo, Optional<Instant> signedAt, int anchors,
        Optional<String> unsigned, Optional<Instant> twiceSince, Optional<String> lacking) {
    /** Of a chain without any signature. */
    public static final AuditCoverage NONE = new AuditCoverage(0, 0, Optional.empty(), 0, Optional.empty());

    /** Of a chain that is signed by ES256 alone. */
    public AuditCoverage(long checkpoints, long upTo, Optional<Instant> signedAt, int anchors, Optional<String> unsigned) {
        this(checkpoints, upTo, signedAt, anchors, unsigned, Optional.empty(), Optional.empty());
    }

    public AuditCoverage {
        Objects.requireNonNull(signedAt, "signedAt");
        Objects.requireNonNull(unsigned, "unsigned");
        Objects.requireNonNull(twiceSince, "twiceSince");
        Objects.requireNonNull(lacking, "lacking");
    }
}
