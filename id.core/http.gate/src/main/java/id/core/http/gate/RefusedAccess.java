package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit trail who was refused at which endpoint: the first time in each minute for each caller, endpoint
 * and reason, with the number of those that were left out since the entry before. A flood of refused calls is so no
 * flood of entries. Safe for concurrent use.
 */
final class RefusedAccess {
    static final String EVENT = "access.refused";
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Callers, endpoints and reasons that are told apart at a time; the longest unused is forgotten. */
    static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(RefusedAccess.class);

    private final AuditTrail audit;
    private final InstantSource clock;
    private final Map<Kind, Seen> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Seen> eldest) {
            return size() > MOST;
        }
    };

    RefusedAccess(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    private record Kind(ClientId caller, String endpoint, String code) {}

    private record Seen(Instant written, long leftOut) {}

    /**
     * Notes a refusal. Never throws: a trail that cannot be written lets nobody in.
     *
     * @param caller
     *            who showed a good token or session; empty where nobody did
     * @param endpoint
     *            method and template of the path, never the path itself
     */
    void note(Optional<ClientId> caller, String endpoint, IdentityException why) {
        Kind kind = new Kind(caller.orElse(ClientId.SYSTEM), endpoint, why.code().name());
        countedBefore(kind).ifPresent(leftOut -> {
            try {
                audit.record(new AuditEntry(EVENT, kind.caller(), caller.map(ClientId::value).orElse(""), "REFUSED",
                        Map.of("endpoint", endpoint, "code", kind.code(), "leftOut", Long.toString(leftOut))));
            } catch (RuntimeException failed) {
                LOG.error("A refused call is not in the audit trail: {} {}", kind.code(), endpoint,
                        Trace.withoutMessages(failed));
            }
        });
    }

    /** How many were left out before this one; empty when this one is left out too. */
    private synchronized Optional<Long> countedBefore(Kind kind) {
        Instant now = clock.instant();
        Seen seen = kinds.get(kind);
        if (seen != null && now.isBefore(seen.written().plus(WINDOW))) {
            kinds.put(kind, new Seen(seen.written(), seen.leftOut() + 1));
            return Optional.empty();
        }
        kinds.put(kind, new Seen(now, 0));
        return Optional.of(seen == null ? 0 : seen.leftOut());
    }
}
