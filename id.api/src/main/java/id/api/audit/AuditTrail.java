package id.api.audit;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Records what was done. Safe for concurrent use. */
@ProviderType
public interface AuditTrail {
    /**
     * Writes an entry in the caller's transaction where there is one, else in one of its own; durable when that is. It
     * is chained to its predecessor shortly afterwards.
     */
    void record(AuditEntry entry);

    /** The newest entries first. */
    List<ChainedEntry> recent(int limit);

    /**
     * The entries about any of some subjects, newest first.
     *
     * @param subjects
     *            1 to 10,000; for a person see {@link AuditMarks}
     * @param limit
     *            1 to 10,000
     */
    List<ChainedEntry> about(Set<String> subjects, int limit);

    /**
     * Walks the whole chain and says whether it holds: each hash, and each signed checkpoint. Takes seconds for a million
     * entries. What was cut off at the end after the last checkpoint shows by an anchor alone: see
     * {@link AuditAnchors#verify}.
     *
     * @throws id.api.error.IdentityException
     *             UNAVAILABLE when the hashes hold and the checkpoints cannot be checked, since the signer is not there
     */
    AuditVerification verify();
}
