package id.core.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/**
 * Unwrapped data keys, each for a bounded time since the vault last gave it. They are renewed at half of that time, so
 * that a vault that does not answer stops nothing for at least the other half, and no call of a user waits for the vault.
 */
final class KeyCache {
    private final Map<KeyCatalog.Name, Entry> entries = new ConcurrentHashMap<>();
    private final ReentrantLock unwrapping = new ReentrantLock();
    private final Supplier<Duration> bound;
    private final InstantSource clock;

    private record Entry(SecretKey key, long since) {}

    KeyCache(Supplier<Duration> bound, InstantSource clock) {
        this.bound = bound;
        this.clock = clock;
    }

    /** A key; by one call of the vault, however many threads ask, when it is not here or too old. */
    SecretKey get(KeyCatalog.Name name, Function<KeyCatalog.Name, SecretKey> unwrap) {
        long limit = bound.get().toMillis();
        Entry entry = entries.get(name);
        if (isYoung(entry, limit)) {
            return entry.key();
        }
        unwrapping.lock();
        try {
            entry = entries.get(name);
            return isYoung(entry, limit) ? entry.key() : renewed(name, entry, unwrap);
        } finally {
            unwrapping.unlock();
        }
    }

    /** Asks the vault for the keys of half the age, and forgets those that are too old; throws as {@code unwrap} does. */
    void renew(Function<KeyCatalog.Name, SecretKey> unwrap) {
        long limit = bound.get().toMillis();
        entries.values().removeIf(entry -> !isYoung(entry, limit));
        entries.forEach((name, entry) -> {
            if (!isYoung(entry, limit / 2)) {
                renewed(name, entry, unwrap);
            }
        });
    }

    /** Forgets what is not among these. */
    void keepOnly(Set<KeyCatalog.Name> names) {
        entries.keySet().retainAll(names);
    }

    /** The same object as before where the key is the same, so that whoever derived something from it need not again. */
    private SecretKey renewed(KeyCatalog.Name name, Entry before, Function<KeyCatalog.Name, SecretKey> unwrap) {
        long now = clock.millis();
        SecretKey key = unwrap.apply(name);
        Entry entry = new Entry(before != null && before.key().equals(key) ? before.key() : key, now);
        entries.put(name, entry);
        return entry.key();
    }

    /** One from the future is old: the clock was set back, and how long it has been here is not known. */
    private boolean isYoung(Entry entry, long limit) {
        if (entry == null) {
            return false;
        }
        long age = clock.millis() - entry.since();
        return age >= 0 && age < limit;
    }
}
