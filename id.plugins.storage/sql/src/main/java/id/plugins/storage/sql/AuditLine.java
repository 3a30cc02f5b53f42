package id.plugins.storage.sql;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.ClientId;
import java.time.Instant;

/** An audit entry as its table has it. */
record AuditLine(String id, long writtenAt, String event, String actor, String subject, String outcome, String details,
        Long place, String hash) {
    static AuditLine of(String id, Instant at, AuditEntry entry) {
        return new AuditLine(id, Nanos.of(at), entry.event(), entry.actor().value(), entry.subject(), entry.outcome(),
                Json.of(entry.details()), null, null);
    }

    AuditRow row() {
        AuditEntry entry = new AuditEntry(event, new ClientId(actor), subject, outcome, Json.details(details));
        return new AuditRow(id, Nanos.instant(writtenAt), entry, place == null ? 0 : place, hash == null ? "" : hash);
    }

    @Override
    public String toString() {
        return "AuditLine[***]";
    }
}
