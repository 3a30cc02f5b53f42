package id.plugins.storage.sql;

import id.api.storage.DataKeyStore.WrappedKey;
import id.api.value.Bytes;

/** A wrapped key as its table has it. */
record DataKeyRow(String purpose, int version, String masterKey, byte[] wrapped, long createdAt) {
    static DataKeyRow of(WrappedKey key) {
        return new DataKeyRow(key.purpose(), key.version(), key.masterKey(), key.wrapped().toArray(),
                Nanos.of(key.createdAt()));
    }

    WrappedKey key() {
        return new WrappedKey(purpose, version, masterKey, Bytes.of(wrapped), Nanos.instant(createdAt));
    }

    @Override
    public String toString() {
        return "DataKeyRow[***]";
    }
}
