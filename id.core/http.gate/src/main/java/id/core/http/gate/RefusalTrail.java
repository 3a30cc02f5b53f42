package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refusals into the audit trail, few of many: one of a kind within a while, and of all kinds together so many a
 * minute, so that whoever floods the server does not flood the trail. Each entry can tell how many of its kind were left out
 * before it. Safe for concurrent use.
 */
final class RefusalTrail {
    /** Kinds that are told apart at a time; the longest unused is forgotten. */
    static final int MOST = 10_000;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(RefusalTrail.class);

    private final AuditTrail audit;
    private final LongSupplier nanos;
    private final long silence;
    private final int entriesPerMinute;
    private final Map<String, Seen> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST;
        }
    };
    private long minuteBegan;
    private int written;

    /** When one of a kind may be written again, and how many were left out since. */
    private record Seen(long quietUntil, long leftOut) {}

    /**
     * @param nanos
     *            a clock of which only differences count
     * @param silence
     *            from one entry of a kind to the next
     */
    RefusalTrail(AuditTrail audit, LongSupplier nanos, Duration silence, int entriesPerMinute) {
        this.audit = audit;
        this.nanos = nanos;
        this.silence = silence.toNanos();
        this.entriesPerMinute = entriesPerMinute;
        this.minuteBegan = nanos.getAsLong();
    }

    /**
     * Notes a refusal. Never throws: a trail that cannot be written lets nobody in.
     *
     * @param kind
     *            who was refused what, and why
     * @param entry
     *            of how many that were left out before it
     */
    void note(String kind, LongFunction<AuditEntry> entry) {
        leftOutBefore(kind).ifPresent(leftOut -> {
            try {
                audit.record(entry.apply(leftOut));
            } catch (RuntimeException notWritten) {
                LOG.error("A refused call is not in the audit trail", Trace.withoutMessages(notWritten));
            }
        });
    }

    /** Empty when this one is left out too. */
    private synchronized OptionalLong leftOutBefore(String kind) {
        long now = nanos.getAsLong();
        if (now - minuteBegan >= MINUTE) {
            minuteBegan = now;
            written = 0;
        }
        Seen seen = kinds.getOrDefault(kind, new Seen(now, 0));
        if (now - seen.quietUntil() < 0 || written >= entriesPerMinute) {
            kinds.put(kind, new Seen(seen.quietUntil(), seen.leftOut() + 1));
            return OptionalLong.empty();
        }
        written++;
        kinds.put(kind, new Seen(now + silence, 0));
        return OptionalLong.of(seen.leftOut());
    }
}
