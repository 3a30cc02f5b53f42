package id.plugins.storage.sql;

import id.api.security.BlindIndex;
import id.api.security.SealedValue;
import id.api.storage.IdentifierRecord;
import id.api.value.Bytes;
import id.api.value.PersonId;

/** An identifier as its table has it. */
record IdentifierRow(String blindIndex, String person, String kind, byte[] sealed, boolean active, Long expiresAt, int usesLeft,
        long createdAt) {
    /** Any number of uses. */
    static final int UNLIMITED = -1;

    static IdentifierRow of(IdentifierRecord record) {
        return new IdentifierRow(record.index().value(), record.person().value(), record.kind(),
                record.value().content().toArray(), record.active(), Nanos.ofOptional(record.expiresAt()),
                record.usesLeft(), Nanos.of(record.createdAt()));
    }

    IdentifierRecord record() {
        return new IdentifierRecord(new BlindIndex(blindIndex), new PersonId(person), kind,
                new SealedValue(Bytes.of(sealed)), active, Nanos.optional(expiresAt), usesLeft,
                Nanos.instant(createdAt));
    }

    @Override
    public String toString() {
        return "IdentifierRow[***]";
    }
}
