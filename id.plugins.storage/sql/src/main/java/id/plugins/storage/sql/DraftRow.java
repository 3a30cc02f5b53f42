package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.storage.DraftStore.DraftRecord;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;

/** A draft as its table has it. */
record DraftRow(String id, byte[] document, boolean finished, long version, String owner, long createdAt) {
    static DraftRow of(DraftRecord record) {
        return new DraftRow(record.id().value(), record.document().content().toArray(), record.finished(),
                record.version(), record.owner().value(), Nanos.of(record.createdAt()));
    }

    DraftRecord record() {
        return new DraftRecord(new EnrollmentId(id), new SealedValue(Bytes.of(document)), finished, version,
                new ClientId(owner), Nanos.instant(createdAt));
    }

    @Override
    public String toString() {
        return "DraftRow[***]";
    }
}
