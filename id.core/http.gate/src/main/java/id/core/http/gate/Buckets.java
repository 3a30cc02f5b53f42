package id.core.http.gate;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of calls for each caller: full at first, filled evenly, holding what a minute allows. There are at most so many:
 * beyond that the one that was not used for the longest time goes. Nothing is lost with one that was not used for a minute:
 * it is full.
 */
final class Buckets {
    private final Map<String, Bucket> buckets;
    private final Bandwidth bandwidth;
    private final TimeMeter time;

    Buckets(int perMinute, int capacity, TimeMeter time) {
        this.bandwidth = Bandwidth.builder().capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)).build();
        this.time = time;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Takes one call out; how many nanoseconds to wait until there is one, or 0 when there was. */
    long take(String caller) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(caller, absent -> full());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
    }

    private Bucket full() {
        return Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build();
    }

    int size() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
