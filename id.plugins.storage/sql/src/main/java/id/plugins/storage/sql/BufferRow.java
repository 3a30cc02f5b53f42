package id.plugins.storage.sql;

import id.api.storage.DraftStore.BufferRecord;
import id.api.value.EnrollmentId;

/** A record of a buffer as its table has it. */
record BufferRow(String draft, String bufferId, String mediaType, String objectKey) {
    static BufferRow of(BufferRecord record) {
        return new BufferRow(record.id().value(), record.bufferId(), record.mediaType(), record.objectKey());
    }

    BufferRecord record() {
        return new BufferRecord(new EnrollmentId(draft), bufferId, mediaType, objectKey);
    }

    @Override
    public String toString() {
        return "BufferRow[***]";
    }
}
