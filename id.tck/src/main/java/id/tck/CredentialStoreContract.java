package id.tck;

import static org.junit.Assert.assertEquals;

import id.api.credential.CredentialStatus;
import id.api.storage.CredentialRecord;
import id.api.storage.CredentialStore;
import id.api.storage.StorageError;
import id.api.value.CredentialId;
import id.api.value.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

/** Credentials. */
public abstract class CredentialStoreContract extends StoreContract {
    private CredentialStore store;

    @Before
    public void open() {
        store = stores().credentials();
    }

    private static CredentialRecord credential(PersonId person) {
        return credential(Samples.hex128(), Samples.hex128(), Samples.hex128(), person);
    }

    private static CredentialRecord credential(String id, String request, String number, PersonId person) {
        return new CredentialRecord(new CredentialId(id), request, person, "card", CredentialStatus.NEW, number,
                "claim-169", Samples.sealed(400), LocalDate.of(2026, 3, 1), LocalDate.of(2036, 2, 29), Samples.NOW, "");
    }

    @Test
    public void findsByIdRequestAndPerson() {
        PersonId person = Samples.personId();
        CredentialRecord first = credential(person);
        CredentialRecord second = credential(person);
        store.create(first);
        store.create(second);
        assertEquals(Optional.of(first), store.find(first.id()));
        assertEquals(Optional.of(first), store.findByRequest(first.requestId()));
        assertEquals(List.of(second, first), store.ofPerson(person));
        assertEquals(Optional.empty(), store.find(new CredentialId(Samples.hex128())));
        assertEquals(Optional.empty(), store.findByRequest(Samples.hex128()));
    }

    @Test
    public void refusesWhatIsThere() {
        PersonId person = Samples.personId();
        CredentialRecord known = credential(person);
        store.create(known);
        Samples.refuses(StorageError.DUPLICATE_KEY, "requestId",
                () -> store.create(credential(Samples.hex128(), known.requestId(), Samples.hex128(), person)));
        Samples.refuses(StorageError.DUPLICATE_KEY, "number",
                () -> store.create(credential(Samples.hex128(), Samples.hex128(), known.number(), person)));
        Samples.refuses(StorageError.DUPLICATE_KEY, "id",
                () -> store.create(credential(known.id().value(), Samples.hex128(), Samples.hex128(), person)));
        assertEquals(List.of(known), store.ofPerson(person));
    }

    @Test
    public void statusChangesFromWhatItWas() throws Exception {
        CredentialRecord known = credential(Samples.personId());
        Samples.refuses(StorageError.RECORD_MISSING, "id", () -> store.changeStatus(known.id(), CredentialStatus.NEW,
                CredentialStatus.ACTIVE, "", Samples.NOW));
        store.create(known);
        store.changeStatus(known.id(), CredentialStatus.NEW, CredentialStatus.ACTIVE, "printed",
                Samples.NOW.plusSeconds(1));
        CredentialRecord active = store.find(known.id()).orElseThrow();
        assertEquals(CredentialStatus.ACTIVE, active.status());
        assertEquals("printed", active.reason());
        assertEquals(Samples.NOW.plusSeconds(1), active.updatedAt());
        Samples.refuses(StorageError.STALE_RECORD, "status", () -> store.changeStatus(known.id(),
                CredentialStatus.NEW, CredentialStatus.REVOKED, "", Samples.NOW));
        List<Boolean> changed = Race.run(Race.THREADS, () -> {
            try {
                store.changeStatus(known.id(), CredentialStatus.ACTIVE, CredentialStatus.REVOKED, "", Samples.NOW);
                return true;
            } catch (id.api.error.IdentityException stale) {
                return false;
            }
        });
        assertEquals(1, changed.stream().filter(b -> b).count());
    }

    @Test
    public void erasesThoseOfAPerson() {
        PersonId person = Samples.personId();
        CredentialRecord other = credential(Samples.personId());
        store.create(credential(person));
        store.create(credential(person));
        store.create(other);
        assertEquals(2, store.erase(person));
        assertEquals(0, store.erase(person));
        assertEquals(List.of(), store.ofPerson(person));
        assertEquals(Optional.of(other), store.find(other.id()));
    }
}
