package id.plugins.storage.sql;

import id.api.storage.OutboxStore;
import id.api.subscription.IdentityEvent;
import id.api.value.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Events that wait for delivery. */
@Component
public final class SqlOutboxStore implements OutboxStore {
    private final Sessions sessions;

    @Activate
    public SqlOutboxStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public void append(IdentityEvent event) {
        sessions.write(OutboxMapper.class, mapper -> {
            if (mapper.insert(OutboxRow.of(event)) == 0) {
                throw Refusals.duplicate("id");
            }
            return null;
        });
    }

    @Override
    public List<Pending> claim(String worker, int limit, Instant now, Duration lease) {
        Refusals.within("worker", worker.length(), 1, 64);
        Refusals.within("limit", limit, 1, 1_000);
        long at = Nanos.of(now);
        long until = Nanos.of(now.plus(lease));
        return sessions.together(() -> {
            List<OutboxRow> due = sessions.read(OutboxMapper.class, mapper -> mapper.due(at, limit));
            // Nothing to do is the usual answer: no write, no sync.
            return due.isEmpty() ? List.of()
                    : sessions.write(OutboxMapper.class, mapper -> claim(mapper, due, worker, limit, at, until));
        });
    }

    private static List<Pending> claim(OutboxMapper mapper, List<OutboxRow> due, String worker, int limit, long at,
            long until) {
        List<Pending> claimed = new ArrayList<>();
        for (OutboxRow candidate : due) {
            OutboxRow row = claimed.size() == limit ? null : mapper.lockDue(candidate.id(), at);
            if (row != null) {
                mapper.claim(row.id(), worker, until);
                claimed.add(row.pending());
            }
        }
        return claimed;
    }

    @Override
    public void postpone(EventId event, Set<String> delivered, int attempts, Instant notBefore) {
        String names = Json.of(delivered);
        found(sessions.write(OutboxMapper.class,
                mapper -> mapper.postpone(event.value(), names, attempts, Nanos.of(notBefore))));
    }

    @Override
    public void complete(EventId event) {
        sessions.write(OutboxMapper.class, mapper -> mapper.complete(event.value()));
    }

    @Override
    public void giveUp(EventId event, Set<String> delivered, String why) {
        found(sessions.write(OutboxMapper.class,
                mapper -> mapper.giveUp(event.value(), Json.of(delivered), why)));
    }

    private static void found(int rows) {
        if (rows == 0) {
            throw Refusals.missing("event");
        }
    }

    @Override
    public long countPending() {
        return sessions.read(OutboxMapper.class, OutboxMapper::countPending);
    }

    @Override
    public long countGivenUp() {
        return sessions.read(OutboxMapper.class, OutboxMapper::countGivenUp);
    }
}
