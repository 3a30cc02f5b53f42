package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Short-lived counters, marks and values. */
@Component
public final class SqlCounterStore implements CounterStore {
    private final Sessions sessions;

    @Activate
    public SqlCounterStore(@Reference SqlDatabase database) {
        this.sessions = database.sessions();
    }

    @Override
    public long increment(String key, Instant now, Instant expiresAt) {
        long at = Nanos.of(now);
        long until = Nanos.of(expiresAt);
        return sessions.write(CounterMapper.class, mapper -> {
            if (mapper.increment(key, at, until) == 0) {
                if (mapper.insert(key, 1, null, until) == 1) {
                    return 1L;
                }
                mapper.increment(key, at, until);
            }
            // The row is locked by this transaction: nobody counts in between.
            return mapper.amount(key);
        });
    }

    @Override
    public long count(String key, Instant now) {
        Long count = sessions.read(CounterMapper.class, mapper -> mapper.count(key, Nanos.of(now)));
        return count == null ? 0 : count;
    }

    @Override
    public void clear(String key) {
        sessions.write(CounterMapper.class, mapper -> mapper.delete(key));
    }

    @Override
    public void put(String key, SealedValue value, Instant expiresAt) {
        byte[] sealed = value.content().toArray();
        long until = Nanos.of(expiresAt);
        sessions.write(CounterMapper.class, mapper -> {
            if (mapper.replace(key, sealed, until) == 0 && mapper.insert(key, 0, sealed, until) == 0) {
                mapper.replace(key, sealed, until);
            }
            return null;
        });
    }

    @Override
    public boolean putIfAbsent(String key, Instant now, Instant expiresAt) {
        long until = Nanos.of(expiresAt);
        return sessions.write(CounterMapper.class, mapper -> mapper.insert(key, 0, null, until) == 1
                || mapper.takeOver(key, Nanos.of(now), until) == 1);
    }

    @Override
    public Optional<SealedValue> find(String key, Instant now) {
        return Optional.ofNullable(sessions.read(CounterMapper.class, mapper -> mapper.find(key, Nanos.of(now))))
                .map(SealedRow::value);
    }

    @Override
    public boolean take(String key, Instant now) {
        return sessions.write(CounterMapper.class, mapper -> mapper.take(key, Nanos.of(now)) == 1);
    }

    @Override
    public int purge(Instant now) {
        return sessions.write(CounterMapper.class, mapper -> mapper.purge(Nanos.of(now)));
    }
}
