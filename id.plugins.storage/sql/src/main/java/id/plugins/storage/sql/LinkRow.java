package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.value.Bytes;

/** A link as its table has it. */
record LinkRow(String blindIndex, byte[] sealed) {
    SealedValue value() {
        return new SealedValue(Bytes.of(sealed));
    }

    @Override
    public String toString() {
        return "LinkRow[***]";
    }
}
