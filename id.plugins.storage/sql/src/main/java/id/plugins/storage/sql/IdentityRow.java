package id.plugins.storage.sql;

import id.api.identity.IdentityState;
import id.api.security.SealedValue;
import id.api.storage.IdentityRecord;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;

/** An identity as its table has it. */
record IdentityRow(String person, String state, byte[] uin, byte[] attributes, String enrollment, long registeredAt,
        long version) {
    static IdentityRow of(IdentityRecord record) {
        return new IdentityRow(record.person().value(), record.state().name(), record.uin().content().toArray(),
                record.attributes().content().toArray(), record.enrollment().value(), Nanos.of(record.registeredAt()),
                record.version());
    }

    IdentityRecord record() {
        return new IdentityRecord(new PersonId(person), IdentityState.valueOf(state), new SealedValue(Bytes.of(uin)),
                new SealedValue(Bytes.of(attributes)), new EnrollmentId(enrollment), Nanos.instant(registeredAt),
                version);
    }

    @Override
    public String toString() {
        return "IdentityRow[***]";
    }
}
