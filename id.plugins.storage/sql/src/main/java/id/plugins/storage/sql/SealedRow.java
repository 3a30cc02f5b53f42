package id.plugins.storage.sql;

import id.api.security.SealedValue;
import id.api.value.Bytes;

/** A short-lived value as its table has it. */
record SealedRow(String name, byte[] sealed) {
    SealedValue value() {
        return new SealedValue(Bytes.of(sealed));
    }

    @Override
    public String toString() {
        return "SealedRow[***]";
    }
}
