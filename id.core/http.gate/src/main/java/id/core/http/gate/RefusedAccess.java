package id.core.http.gate;

import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Has the audit trail tell who was not let in at which endpoint, once a minute for each caller, endpoint and reason. */
final class RefusedAccess {
    static final String EVENT = "access.refused";
    static final Duration SILENCE = Duration.ofMinutes(1);
    static final int ENTRIES_PER_MINUTE = 120;

    private final RefusalTrail trail;

    RefusedAccess(AuditTrail audit, LongSupplier nanos) {
        this.trail = new RefusalTrail(audit, nanos, SILENCE, ENTRIES_PER_MINUTE);
    }

    /**
     * Notes a refusal; never throws.
     *
     * @param caller
     *            who showed a good token or session; empty where nobody did
     * @param endpoint
     *            method and template of the path, never the path itself
     */
    void note(Optional<ClientId> caller, String endpoint, IdentityException why) {
        ClientId actor = caller.orElse(ClientId.SYSTEM);
        String code = why.code().name();
        trail.note(actor.value() + ' ' + code + ' ' + endpoint,
                leftOut -> new AuditEntry(EVENT, actor, caller.map(ClientId::value).orElse(""), "REFUSED",
                        Map.of("endpoint", endpoint, "code", code, "leftOut", Long.toString(leftOut))));
    }
}
