package id.core.enrollment;

import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Marks that expire, and nothing else of counters. */
final class FakeCounters implements CounterStore {
    private final Map<String, Instant> marks = new HashMap<>();

    @Override
    public synchronized boolean putIfAbsent(String key, Instant now, Instant expiresAt) {
        Instant known = marks.get(key);
        if (known != null && known.isAfter(now)) {
            return false;
        }
        marks.put(key, expiresAt);
        return true;
    }

    @Override
    public synchronized void clear(String key) {
        marks.remove(key);
    }

    @Override
    public synchronized int purge(Instant now) {
        int before = marks.size();
        marks.values().removeIf(expiry -> !expiry.isAfter(now));
        return before - marks.size();
    }

    @Override
    public long increment(String key, Instant now, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(String key, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, SealedValue value, Instant expiresAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SealedValue> find(String key, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean take(String key, Instant now) {
        throw new UnsupportedOperationException();
    }
}
