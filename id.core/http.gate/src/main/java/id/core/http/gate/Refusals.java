package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what the limits turned away, and has the audit trail tell of it: of one caller and limit once in ten minutes. */
final class Refusals {
    static final String EVENT = "call.limited";

    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final int ENTRIES_PER_MINUTE = 12;

    private final RefusalTrail trail;
    private final Map<Limit, LongAdder> counts = new EnumMap<>(Limit.class);

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

    Refusals(AuditTrail audit, LongSupplier nanos) {
        this.trail = new RefusalTrail(audit, nanos, SILENCE, ENTRIES_PER_MINUTE);
        for (Limit limit : Limit.values()) {
            counts.put(limit, new LongAdder());
        }
    }

    void note(Limit limit, String caller, int perMinute) {
        counts.get(limit).increment();
        boolean client = limit == Limit.CLIENT;
        trail.note(limit + " " + caller, leftOut -> {
            Map<String, String> details = new HashMap<>(Map.of("limit", limit.label(), "perMinute", Integer.toString(perMinute),
                    "leftOut", Long.toString(leftOut)));
            if (!client) {
                details.put("address", caller);
            }
            return new AuditEntry(EVENT, client ? new ClientId(caller) : ClientId.SYSTEM, "", "REFUSED", details);
        });
    }

    Map<Limit, LongAdder> counts() {
        return counts;
    }
}
