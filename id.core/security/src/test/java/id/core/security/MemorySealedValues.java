package id.core.security;

import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.CounterStore;
import id.api.storage.SealedValueStore;
import id.api.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Sealed values in memory; a kill and a concurrent change can be let in. */
final class MemorySealedValues implements SealedValueStore, CounterStore {
    Runnable beforeNextReplace = () -> {};
    private final Map<SealedPlace, ConcurrentSkipListMap<String, SealedRecord>> records = new EnumMap<>(SealedPlace.class);
    private final Map<SealedPlace, Progress> progress = new EnumMap<>(SealedPlace.class);
    private final Map<String, Instant> marks = new ConcurrentSkipListMap<>();
    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

    void put(SealedPlace place, String id, String owner, SealedValue value) {
        of(place).put(id, new SealedRecord(id, List.of(new Part(owner, value))));
    }

    /** As a deletion, or as a copy of the disk. */
    void remove(SealedPlace place, String id) {
        of(place).remove(id);
    }

    SealedValue value(SealedPlace place, String id) {
        return of(place).get(id).parts().getFirst().value();
    }

    private synchronized ConcurrentSkipListMap<String, SealedRecord> of(SealedPlace place) {
        return records.computeIfAbsent(place, first -> new ConcurrentSkipListMap<>());
    }

    @Override
    public List<SealedRecord> page(SealedPlace place, String after, int limit) {
        return of(place).tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<SealedRecord> find(SealedPlace place, String id) {
        return Optional.ofNullable(of(place).get(id));
    }

    @Override
    public boolean replace(SealedPlace place, SealedRecord before, List<SealedValue> after) {
        Runnable other = beforeNextReplace;
        beforeNextReplace = () -> {};
        other.run();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            parts.add(new Part(before.parts().get(i).owner(), after.get(i)));
        }
        SealedRecord known = of(place).get(before.id());
        boolean same = known != null && known.parts().stream().map(Part::value).toList()
                .equals(before.parts().stream().map(Part::value).toList());
        return same && of(place).replace(before.id(), known, new SealedRecord(before.id(), parts));
    }

    @Override
    public long count(SealedPlace place, Bytes head) {
        return of(place).values().stream().filter(record -> record.parts().stream().anyMatch(part -> {
            byte[] content = part.value().content().toArray();
            return Arrays.equals(content, 0, head.size(), head.toArray(), 0, head.size());
        })).count();
    }

    @Override
    public synchronized List<Progress> progress() {
        return List.copyOf(progress.values());
    }

    @Override
    public synchronized void note(Progress next) {
        progress.put(next.place(), next);
    }

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
    public void clear(String key) {
        marks.remove(key);
        counts.remove(key);
    }

    @Override
    public long increment(String key, Instant now, Instant expiresAt) {
        return counts.merge(key, 1L, Long::sum);
    }

    @Override
    public long count(String key, Instant now) {
        return counts.getOrDefault(key, 0L);
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

    @Override
    public int purge(Instant now) {
        throw new UnsupportedOperationException();
    }
}
