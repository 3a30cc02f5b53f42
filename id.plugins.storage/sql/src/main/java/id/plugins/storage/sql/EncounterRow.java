package id.plugins.storage.sql;

import id.api.storage.BiometricReferenceStore.StoredEncounter;
import id.api.value.EncounterId;

/** An encounter as its table has it. */
record EncounterRow(long ordinal, String id, byte[] refs) {
    StoredEncounter encounter() {
        return new StoredEncounter(ordinal, new EncounterId(id), ReferenceList.decode(refs));
    }

    @Override
    public String toString() {
        return "EncounterRow[***]";
    }
}
