package id.core.identity;

import id.api.error.IdentityException;
import id.api.storage.SequenceStore;
import id.api.storage.StorageError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sequences in memory; can be told to fail. */
final class PlayedSequences implements SequenceStore {
    final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Long> taken = new ConcurrentHashMap<>();

    PlayedSequences startingAt(String name, long first) {
        taken.put(name, first);
        return this;
    }

    @Override
    public long reserve(String name, int count) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IdentityException(StorageError.STORE_UNAVAILABLE, "", "played");
        }
        return taken.merge(name, (long) count, Long::sum) - count;
    }

    @Override
    public long taken(String name) {
        return taken.getOrDefault(name, 0L);
    }
}
