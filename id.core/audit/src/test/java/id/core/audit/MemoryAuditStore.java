package id.core.audit;

import id.api.audit.AuditEntry;
import id.api.error.IdentityException;
import id.api.storage.AuditStore;
import id.api.storage.StorageError;
import id.api.storage.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Audit entries in memory, open to every kind of tampering. */
final class MemoryAuditStore implements AuditStore, Transactions {
    final List<AuditRow> rows = new ArrayList<>();
    boolean unavailable;

    @Override
    public synchronized void append(String id, Instant at, AuditEntry entry) {
        rows.add(new AuditRow(id, at, entry, 0, ""));
    }

    @Override
    public synchronized List<AuditRow> unchained(int limit) {
        if (unavailable) {
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "", "The store does not answer");
        }
        return rows.stream().filter(row -> row.sequence() == 0).limit(limit).toList();
    }

    @Override
    public synchronized void chain(List<Link> links) {
        for (Link link : links) {
            if (rows.stream().anyMatch(row -> row.sequence() == link.sequence())) {
                throw new IdentityException(StorageError.DUPLICATE_KEY, "sequence", "The place is taken");
            }
            rows.replaceAll(row -> row.id().equals(link.id())
                    ? new AuditRow(row.id(), row.at(), row.entry(), link.sequence(), link.hash())
                    : row);
        }
    }

    @Override
    public synchronized Optional<AuditRow> last() {
        return rows.stream().filter(row -> row.sequence() > 0).max(Comparator.comparing(AuditRow::sequence));
    }

    @Override
    public synchronized List<AuditRow> fromSequence(long sequence, int limit) {
        return rows.stream().filter(row -> row.sequence() >= sequence)
                .sorted(Comparator.comparing(AuditRow::sequence)).limit(limit).toList();
    }

    @Override
    public synchronized List<AuditRow> recent(int limit) {
        return rows.reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized List<AuditRow> about(Set<String> subjects, int limit) {
        return rows.reversed().stream().filter(row -> subjects.contains(row.entry().subject())).limit(limit).toList();
    }

    @Override
    public synchronized long countUnchainedBefore(Instant instant) {
        return rows.stream().filter(row -> row.sequence() == 0 && row.at().isBefore(instant)).count();
    }

    @Override
    public synchronized long countUnchained() {
        return rows.stream().filter(row -> row.sequence() == 0).count();
    }

    @Override
    public synchronized <T> T required(Supplier<T> work) {
        List<AuditRow> before = List.copyOf(rows);
        try {
            return work.get();
        } catch (RuntimeException failed) {
            rows.clear();
            rows.addAll(before);
            throw failed;
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }
}
