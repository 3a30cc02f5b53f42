package id.plugins.storage.sql;

import id.api.identity.IdentityChange;
import id.api.value.ClientId;
import id.api.value.PersonId;

/** A change of an identity as its table has it. */
record ChangeRow(String person, long version, long madeAt, String kind, String cause, String madeBy) {
    static ChangeRow of(PersonId person, IdentityChange change) {
        return new ChangeRow(person.value(), change.version(), Nanos.of(change.at()), change.kind(), change.cause(),
                change.by().value());
    }

    IdentityChange change() {
        return new IdentityChange(version, Nanos.instant(madeAt), kind, cause, new ClientId(madeBy));
    }

    @Override
    public String toString() {
        return "ChangeRow[***]";
    }
}
