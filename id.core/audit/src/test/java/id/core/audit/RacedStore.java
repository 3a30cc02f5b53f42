package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets another node act between reading and chaining. */
record RacedStore(AuditStore store, Runnable other) implements AuditStore {
    @Override
    public void append(String id, Instant at, AuditEntry entry) {
        store.append(id, at, entry);
    }

    @Override
    public List<AuditRow> unchained(int limit) {
        return store.unchained(limit);
    }

    @Override
    public void chain(List<Link> links) {
        other.run();
        store.chain(links);
    }

    @Override
    public Optional<AuditRow> last() {
        return store.last();
    }

    @Override
    public List<AuditRow> fromSequence(long sequence, int limit) {
        return store.fromSequence(sequence, limit);
    }

    @Override
    public List<AuditRow> recent(int limit) {
        return store.recent(limit);
    }

    @Override
    public List<AuditRow> about(Set<String> subjects, int limit) {
        return store.about(subjects, limit);
    }

    @Override
    public long countUnchainedBefore(Instant instant) {
        return store.countUnchainedBefore(instant);
    }

    @Override
    public long countUnchained() {
        return store.countUnchained();
    }
}
