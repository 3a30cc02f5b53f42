package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.storage.AccessRecord;
import id.api.value.Bytes;
import java.util.Optional;

/** A record about who may do what, as its table has it; one that never expires has the last of all times. */
record AccessRow(String name, String kind, String id, byte[] sealed, long version, long expiresAt) {
    static AccessRow of(AccessRecord record) {
        return new AccessRow(name(record.kind(), record.id()), record.kind().name(), record.id(),
                record.content().content().toArray(), record.version(),
                record.expiresAt().map(Nanos::of).orElse(Long.MAX_VALUE));
    }

    static String name(AccessRecord.Kind kind, String id) {
        return kind.name() + "/" + id;
    }

    AccessRecord accessRecord() {
        return new AccessRecord(AccessRecord.Kind.valueOf(kind), id, new SealedValue(Bytes.of(sealed)), version,
                expiresAt == Long.MAX_VALUE ? Optional.empty() : Optional.of(Nanos.instant(expiresAt)));
    }

    @Override
    public String toString() {
        return "AccessRow[***]";
    }
}
