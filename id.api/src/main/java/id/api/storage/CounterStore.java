package id.api.storage;

import id.api.security.SealedValue;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Short-lived counters and values: limits, one-time codes, used assertions. Expired ones count as absent. */
@ConsumerType
public interface CounterStore {
    /**
     * Adds one and returns the new count; a new counter starts at 1 and expires at {@code expiresAt}, which later calls
     * do not move.
     */
    long increment(String key, Instant now, Instant expiresAt);

    /** The count; 0 when absent. */
    long count(String key, Instant now);

    /** Removes a counter or value. */
    void clear(String key);

    /** Stores a value, replacing an earlier one. */
    void put(String key, SealedValue value, Instant expiresAt);

    /** Stores a mark unless one is there; exactly one of several racing calls yields true. */
    boolean putIfAbsent(String key, Instant now, Instant expiresAt);

    Optional<SealedValue> find(String key, Instant now);

    /** Removes a value; exactly one of several racing calls yields true. */
    boolean take(String key, Instant now);

    /** Removes what has expired; how many. */
    int purge(Instant now);
}
