package id.api.storage;

import id.api.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Audit entries: first appended in the transaction of what they tell, then given their place in the chain. */
@ConsumerType
public interface AuditStore {
    /** Appends in the caller's transaction. {@code id} is unique. */
    void append(String id, Instant at, AuditEntry entry);

    /** Entries without a place, oldest first. */
    List<AuditRow> unchained(int limit);

    /** Gives entries their places; DUPLICATE_KEY when a place is taken: another node was faster. */
    void chain(List<Link> links);

    /** The last entry in the chain. */
    Optional<AuditRow> last();

    /** Chained entries from a place on, in order. */
    List<AuditRow> fromSequence(long sequence, int limit);

    /** Newest first, chained or not. */
    List<AuditRow> recent(int limit);

    /** Entries about any of some subjects, newest first, chained or not. */
    List<AuditRow> about(Set<String> subjects, int limit);

    /** Number of entries without a place that are older than an instant. */
    long countUnchainedBefore(Instant instant);

    long countUnchained();

    /** One entry; sequence 0 and empty hash while it has no place. */
    record AuditRow(String id, Instant at, AuditEntry entry, long sequence, String hash) {}

    /** The place of one entry. */
    record Link(String id, long sequence, String hash) {}
}
