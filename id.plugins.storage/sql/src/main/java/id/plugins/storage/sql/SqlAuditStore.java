package id.plugins.storage.sql;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Audit entries and their places in the chain. */
@Component
public final class SqlAuditStore implements AuditStore {
    private final Sessions sessions;

    @Activate
    public SqlAuditStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void append(String id, Instant at, AuditEntry entry) {
        sessions.write(AuditMapper.class, mapper -> {
            if (mapper.insert(AuditLine.of(id, at, entry)) == 0) {
                throw Refusals.duplicate("id");
            }
            return null;
        });
    }

    @Override
    public List<AuditRow> unchained(int limit) {
        return rows(sessions.read(AuditMapper.class, mapper -> mapper.unchained(limit)));
    }

    private static List<AuditRow> rows(List<AuditLine> lines) {
        return lines.stream().map(AuditLine::row).toList();
    }

    /** One node at a time: the row of the head is locked until the commit. */
    @Override
    public void chain(List<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        sessions.required(() -> {
            long head = sessions.write(AuditMapper.class, SqlAuditStore::lockHead);
            long last = head;
            for (Link link : links) {
                if (link.sequence() <= last) {
                    throw Refusals.duplicate("sequence");
                }
                last = link.sequence();
            }
            List<Integer> changed = sessions.batch(AuditMapper.class,
                    mapper -> links.forEach(link -> mapper.chain(link.id(), link.sequence(), link.hash())));
            if (changed.stream().anyMatch(rows -> rows == 0)) {
                throw Refusals.duplicate("id");
            }
            long next = last;
            return sessions.write(AuditMapper.class, mapper -> mapper.moveHead(next));
        });
    }

    private static long lockHead(AuditMapper mapper) {
        Long place = mapper.lockHead();
        if (place == null) {
            mapper.insertHead();
            place = mapper.lockHead();
        }
        return place;
    }

    @Override
    public Optional<AuditRow> last() {
        return Optional.ofNullable(sessions.read(AuditMapper.class, AuditMapper::last)).map(AuditLine::row);
    }

    @Override
    public List<AuditRow> fromSequence(long sequence, int limit) {
        return rows(sessions.read(AuditMapper.class, mapper -> mapper.from(sequence, limit)));
    }

    @Override
    public List<AuditRow> recent(int limit) {
        return rows(sessions.read(AuditMapper.class, mapper -> mapper.recent(limit)));
    }

    @Override
    public List<AuditRow> about(Set<String> subjects, int limit) {
        return subjects.isEmpty() ? List.of() : rows(sessions.read(AuditMapper.class, mapper -> mapper.about(subjects, limit)));
    }

    @Override
    public long countUnchainedBefore(Instant instant) {
        return sessions.read(AuditMapper.class, mapper -> mapper.countUnchainedBefore(Nanos.of(instant)));
    }

    @Override
    public long countUnchained() {
        return sessions.read(AuditMapper.class, AuditMapper::countUnchained);
    }
}
