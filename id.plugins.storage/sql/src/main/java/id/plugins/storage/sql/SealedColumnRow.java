package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.storage.SealedValueStore.Part;
import id.api.storage.SealedValueStore.SealedRecord;
import id.api.value.Bytes;
import java.util.List;

/** A sealed value with its key and what its context is made of. */
record SealedColumnRow(String id, String owner, byte[] sealed) {
    SealedRecord record() {
        return new SealedRecord(id, List.of(new Part(owner, new SealedValue(Bytes.of(sealed)))));
    }

    @Override
    public String toString() {
        return "SealedColumnRow[***]";
    }
}
