package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.identity.IdentityChange;
import id.api.identity.IdentityState;
import id.api.identity.LegalHold;
import id.api.security.BlindIndex;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.IdentityStore;
import id.api.storage.StorageError;
import id.api.value.PersonId;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

/** Identities: uniqueness, versions, identifiers and their uses. */
public abstract class IdentityStoreContract extends StoreContract {
    private IdentityStore store;

    @Before
    public void open() {
        store = stores().identities();
    }

    private IdentityRecord create() {
        IdentityRecord record = Samples.identity(Samples.personId(), Samples.enrollmentId());
        store.create(record);
        return record;
    }

    private static IdentityRecord next(IdentityRecord record, IdentityState state) {
        return new IdentityRecord(record.person(), state, record.uin(), Samples.sealed(10), record.enrollment(),
                record.registeredAt(), record.version() + 1);
    }

    @Test
    public void findsByPersonAndByEnrollment() {
        long before = store.count();
        IdentityRecord record = create();
        assertEquals(Optional.of(record), store.find(record.person()));
        assertEquals(Optional.of(record), store.findByEnrollment(record.enrollment()));
        assertEquals(Optional.empty(), store.find(Samples.personId()));
        assertEquals(Optional.empty(), store.findByEnrollment(Samples.enrollmentId()));
        assertTrue(store.count() > before);
    }

    @Test
    public void refusesASecondIdentityForAPersonOrAnEnrollment() {
        IdentityRecord record = create();
        Samples.refuses(StorageError.DUPLICATE_KEY, "person",
                () -> store.create(Samples.identity(record.person(), Samples.enrollmentId())));
        Samples.refuses(StorageError.DUPLICATE_KEY, "enrollment",
                () -> store.create(Samples.identity(Samples.personId(), record.enrollment())));
    }

    @Test
    public void replacesTheVersionBeforeAndNoOther() {
        IdentityRecord first = create();
        IdentityRecord second = next(first, IdentityState.SUSPENDED);
        store.replace(second);
        assertEquals(Optional.of(second), store.find(first.person()));
        Samples.refuses(StorageError.STALE_RECORD, "version", () -> store.replace(second));
        Samples.refuses(StorageError.STALE_RECORD, "version",
                () -> store.replace(next(next(second, IdentityState.ACTIVE), IdentityState.ACTIVE)));
    }

    @Test
    public void oneOfRacingReplacementsIsStored() throws Exception {
        IdentityRecord first = create();
        List<Boolean> replaced = Race.run(Race.THREADS, () -> {
            try {
                store.replace(next(first, IdentityState.DECEASED));
                return true;
            } catch (id.api.error.IdentityException stale) {
                assertEquals(StorageError.STALE_RECORD, stale.code());
                return false;
            }
        });
        assertEquals(1, replaced.stream().filter(b -> b).count());
    }

    @Test
    public void findsIdentifiers() {
        PersonId person = Samples.personId();
        IdentifierRecord vid = Samples.identifier(Samples.index(), person, 3);
        IdentifierRecord uin = new IdentifierRecord(Samples.index(), person, "uin", Samples.sealed(30), true,
                Optional.empty(), -1, Samples.NOW.plusSeconds(1));
        store.addIdentifier(vid);
        store.addIdentifier(uin);
        assertEquals(Optional.of(vid), store.findIdentifier(vid.index()));
        assertEquals(List.of(vid, uin), store.identifiers(person));
        assertEquals(Optional.empty(), store.findIdentifier(Samples.index()));
    }

    @Test
    public void identifierIsUniqueEvenWhenEnded() {
        IdentifierRecord identifier = Samples.identifier(Samples.index(), Samples.personId(), 1);
        store.addIdentifier(identifier);
        assertTrue(store.endIdentifier(identifier.index()));
        assertFalse(store.endIdentifier(identifier.index()));
        assertFalse(store.findIdentifier(identifier.index()).orElseThrow().active());
        Samples.refuses(StorageError.DUPLICATE_KEY, "index", () -> store.addIdentifier(identifier));
    }

    @Test
    public void usesEndWhenTheyAreUsedUp() {
        BlindIndex index = Samples.index();
        store.addIdentifier(Samples.identifier(index, Samples.personId(), 2));
        assertTrue(store.useIdentifier(index));
        assertTrue(store.useIdentifier(index));
        assertFalse(store.useIdentifier(index));
        assertEquals(0, store.findIdentifier(index).orElseThrow().usesLeft());
        assertFalse(store.useIdentifier(Samples.index()));
    }

    @Test
    public void unlimitedUsesEndWithTheIdentifier() {
        BlindIndex index = Samples.index();
        store.addIdentifier(Samples.identifier(index, Samples.personId(), -1));
        assertTrue(store.useIdentifier(index));
        assertTrue(store.useIdentifier(index));
        store.endIdentifier(index);
        assertFalse(store.useIdentifier(index));
    }

    @Test
    public void racingUsesGetNoMoreThanThereAre() throws Exception {
        BlindIndex index = Samples.index();
        store.addIdentifier(Samples.identifier(index, Samples.personId(), 7));
        List<Boolean> used = Race.run(Race.THREADS, () -> store.useIdentifier(index));
        assertEquals(7, used.stream().filter(b -> b).count());
    }

    @Test
    public void endedIdentifierMayMoveToAnotherPerson() {
        IdentifierRecord alias = Samples.identifier(Samples.index(), Samples.personId(), -1);
        IdentifierRecord moved = Samples.identifier(alias.index(), Samples.personId(), -1);
        Samples.refuses(StorageError.RECORD_MISSING, "index", () -> store.reassignIdentifier(moved));
        store.addIdentifier(alias);
        Samples.refuses(StorageError.STALE_RECORD, "index", () -> store.reassignIdentifier(moved));
        store.endIdentifier(alias.index());
        store.reassignIdentifier(moved);
        assertEquals(Optional.of(moved), store.findIdentifier(alias.index()));
        assertEquals(List.of(), store.identifiers(alias.person()));
    }

    @Test
    public void keepsChangesInOrder() {
        PersonId person = Samples.personId();
        List<IdentityChange> changes = List.of(
                new IdentityChange(1, Samples.NOW, "REGISTERED", "enrollment", Samples.SUBMITTER),
                new IdentityChange(2, Samples.NOW, "STATE_CHANGED", "", Samples.SUBMITTER));
        changes.forEach(change -> store.addChange(person, change));
        assertEquals(changes, store.changes(person));
        assertEquals(List.of(), store.changes(Samples.personId()));
    }

    @Test
    public void erasesAPersonAndNobodyElse() {
        IdentityRecord erased = create();
        IdentityRecord other = create();
        BlindIndex index = Samples.index();
        BlindIndex others = Samples.index();
        store.addIdentifier(Samples.identifier(index, erased.person(), -1));
        store.addIdentifier(Samples.identifier(others, other.person(), -1));
        IdentityChange change = new IdentityChange(1, Samples.NOW, "REGISTERED", "Enrolled", Samples.SUBMITTER);
        store.addChange(erased.person(), change);
        store.addChange(other.person(), change);
        store.hold(new LegalHold(erased.person(), "order 7", Samples.SUBMITTER, Samples.NOW));
        assertTrue(store.erase(erased.person()));
        assertFalse(store.erase(erased.person()));
        assertEquals(Optional.empty(), store.find(erased.person()));
        assertEquals(Optional.empty(), store.findByEnrollment(erased.enrollment()));
        assertEquals(Optional.empty(), store.findIdentifier(index));
        assertEquals(List.of(), store.identifiers(erased.person()));
        assertEquals(List.of(), store.changes(erased.person()));
        assertEquals(Optional.empty(), store.findHold(erased.person()));
        assertEquals(Optional.of(other), store.find(other.person()));
        assertTrue(store.findIdentifier(others).isPresent());
        assertEquals(List.of(change), store.changes(other.person()));
    }

    @Test
    public void holdsUntilReleased() {
        PersonId person = Samples.personId();
        assertEquals(Optional.empty(), store.findHold(person));
        store.hold(new LegalHold(person, "order 7", Samples.SUBMITTER, Samples.NOW));
        LegalHold second = new LegalHold(person, "order 8", Samples.SUBMITTER, Samples.NOW.plusSeconds(1));
        store.hold(second);
        assertEquals(Optional.of(second), store.findHold(person));
        assertTrue(store.release(person));
        assertFalse(store.release(person));
        assertEquals(Optional.empty(), store.findHold(person));
    }
}
