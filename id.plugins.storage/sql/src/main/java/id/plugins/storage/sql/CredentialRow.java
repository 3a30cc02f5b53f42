package id.plugins.storage.sql;

import id.api.credential.CredentialStatus;
import id.api.security.SealedValue;
import id.api.storage.CredentialRecord;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.LocalDate;

/** A credential as its table has it. */
record CredentialRow(String id, String requestId, String person, String profile, String status, String cardNumber,
        String format, byte[] encoded, int issued, int expires, long updatedAt, String reason) {
    static CredentialRow of(CredentialRecord record) {
        return new CredentialRow(record.id().value(), record.requestId(), record.person().value(), record.profile(),
                record.status().name(), record.number(), record.format(), record.encoded().content().toArray(),
                (int) record.issued().toEpochDay(), (int) record.expires().toEpochDay(),
                Nanos.of(record.updatedAt()), record.reason());
    }

    CredentialRecord record() {
        return new CredentialRecord(new CredentialId(id), requestId, new PersonId(person), profile,
                CredentialStatus.valueOf(status), cardNumber, format, new SealedValue(Bytes.of(encoded)),
                LocalDate.ofEpochDay(issued), LocalDate.ofEpochDay(expires), Nanos.instant(updatedAt), reason);
    }

    @Override
    public String toString() {
        return "CredentialRow[***]";
    }
}
