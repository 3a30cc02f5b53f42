package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.value.ClientId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the limits turned away, and has the trail know: of one caller and limit once in ten minutes, and of all
 * together twelve times a minute, so that whoever floods the server does not flood the trail.
 */
final class Refusals {
    static final String EVENT = "call.limited";

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long SILENCE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int ENTRIES_A_MINUTE = 12;
    private static final int REMEMBERED = 1_000;

    private final AuditTrail audit;
    private final TimeMeter time;
    private final Buckets entries;
    private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);
    private final Map<String, Long> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What was used up. */
    enum Limit {
        /** Calls of one client. */
        CLIENT,
        /** Calls from one address. */
        ADDRESS,
        /** Calls from one address that show a credential. */
        LOGIN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Refusals(AuditTrail audit, TimeMeter time) {
        this.audit = audit;
        this.time = time;
        this.entries = new Buckets(ENTRIES_A_MINUTE, 1, time);
        for (Limit limit : Limit.values()) {
            counts.put(limit, new LongAdder());
        }
    }

    void note(Limit limit, String caller, int perMinute) {
        counts.get(limit).increment();
        if (!isToBeWritten(limit + " " + caller)) {
            return;
        }
        boolean client = limit == Limit.CLIENT;
        Map<String, String> details = client ? Map.of("limit", limit.label(), "perMinute", Integer.toString(perMinute))
                : Map.of("limit", limit.label(), "perMinute", Integer.toString(perMinute), "address", caller);
        try {
            audit.record(new AuditEntry(EVENT, client ? new ClientId(caller) : ClientId.SYSTEM, "", "REFUSED", details));
        } catch (RuntimeException notWritten) {
            // The call is refused all the same; what a broken store means is told by those who need it.
            LOG.warn("A limit was reached, and the trail could not be told", Trace.withoutMessages(notWritten));
        }
    }

    private boolean isToBeWritten(String caller) {
        long now = time.currentTimeNanos();
        synchronized (written) {
            Long last = written.get(caller);
            if (last != null && now - last < SILENCE_NANOS || entries.take("") > 0) {
                return false;
            }
            // Taken out first: the map forgets whom it was told of first.
            written.remove(caller);
            written.put(caller, now);
            return true;
        }
    }

    Map<Limit, LongAdder> counts() {
        return counts;
    }
}
