package id.plugins.storage.sql;

import id.api.identity.LegalHold;
import id.api.value.ClientId;
import id.api.value.PersonId;

/** A legal hold as its table has it. */
record HoldRow(String person, String reason, String madeBy, long since) {
    static HoldRow of(LegalHold hold) {
        return new HoldRow(hold.person().value(), hold.reason(), hold.by().value(), Nanos.of(hold.since()));
    }

    LegalHold hold() {
        return new LegalHold(new PersonId(person), reason, new ClientId(madeBy), Nanos.instant(since));
    }

    @Override
    public String toString() {
        return "HoldRow[***]";
    }
}
