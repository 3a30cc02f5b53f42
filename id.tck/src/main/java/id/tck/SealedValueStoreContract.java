package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.credential.CredentialStatus;
import id.api.security.BlindIndex;
import id.api.security.SealedPlace;
import id.api.security.SealedValue;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.storage.AccessRecord;
import id.api.storage.CredentialRecord;
import id.api.storage.DraftStore.DraftRecord;
import id.api.storage.IdentifierRecord;
import id.api.storage.IdentityRecord;
import id.api.storage.SealedValueStore;
import id.api.storage.SealedValueStore.Part;
import id.api.storage.SealedValueStore.Progress;
import id.api.storage.SealedValueStore.SealedRecord;
import id.api.value.Bytes;
import id.api.value.CredentialId;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import id.api.value.PersonId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.Before;
import org.junit.Test;

/** Sealed values of all places: found in order, counted by their first bytes, exchanged only where nobody changed them. */
public abstract class SealedValueStoreContract extends StoreContract {
    private SealedValueStore store;

    @Before
    public void open() {
        store = stores().sealedValues();
    }

    /** Puts a record into a place and returns it as the place must show it. */
    private SealedRecord put(SealedPlace place) {
        return switch (place) {
            case UIN -> one(identity(), IdentityRecord::uin);
            case ATTRIBUTES -> one(identity(), IdentityRecord::attributes);
            case IDENTIFIER -> {
                IdentifierRecord record = Samples.identifier(Samples.index(), Samples.personId(), -1);
                stores().identities().addIdentifier(record);
                yield one(record.index().value(), "vid/" + record.person().value(), record.value());
            }
            case REFERENCE -> {
                GalleryId gallery = Samples.galleryId();
                EncounterId encounter = Samples.encounterId();
                List<Reference> references = Samples.references();
                stores().references().add(gallery, encounter, references);
                yield new SealedRecord(gallery.value() + "/" + encounter.value(), references.stream()
                        .map(each -> new Part(encounter.value() + "/" + each.position().label(), each.template())).toList());
            }
            case REFERENCE_LINK -> {
                BlindIndex index = Samples.index();
                SealedValue value = Samples.sealed(50);
                stores().links().link(index, value);
                yield one(index.value(), "", value);
            }
            case CREDENTIAL -> {
                CredentialRecord record = new CredentialRecord(new CredentialId(Samples.hex128()), Samples.hex128(),
                        Samples.personId(), "card", CredentialStatus.NEW, Samples.hex128(), "claim-169", Samples.sealed(400),
                        LocalDate.of(2026, 3, 1), LocalDate.of(2036, 2, 29), Samples.NOW, "");
                stores().credentials().create(record);
                yield one(record.id().value(), record.id().value(), record.encoded());
            }
            case DRAFT -> {
                EnrollmentId id = Samples.enrollmentId();
                SealedValue value = Samples.sealed(3_000);
                stores().drafts().create(new DraftRecord(id, value, false, 1, Samples.SUBMITTER, Samples.NOW));
                yield one(id.value(), id.value(), value);
            }
            case SHORT_LIVED -> {
                String key = "otp/" + Samples.hex128();
                SealedValue value = Samples.sealed(40);
                stores().counters().put(key, value, Samples.NOW.plusSeconds(60));
                yield one(key, key, value);
            }
            case ACCESS -> {
                String id = Samples.hex128();
                SealedValue value = Samples.sealed(80);
                stores().access().create(new AccessRecord(AccessRecord.Kind.STAFF, id, value, 1, Optional.empty()), Samples.NOW);
                yield one("STAFF/" + id, "STAFF/" + id, value);
            }
        };
    }

    private IdentityRecord identity() {
        IdentityRecord record = Samples.identity(Samples.personId(), Samples.enrollmentId());
        stores().identities().create(record);
        return record;
    }

    private static SealedRecord one(IdentityRecord record, Function<IdentityRecord, SealedValue> value) {
        return one(record.person().value(), record.person().value(), value.apply(record));
    }

    private static SealedRecord one(String id, String owner, SealedValue value) {
        return new SealedRecord(id, List.of(new Part(owner, value)));
    }

    private static List<SealedValue> fresh(SealedRecord record) {
        return record.parts().stream().map(part -> Samples.sealed(part.value().content().size() + 1)).toList();
    }

    private Set<SealedRecord> all(SealedPlace place, int limit) {
        Set<SealedRecord> all = new HashSet<>();
        List<SealedRecord> page = store.page(place, "", limit);
        while (!page.isEmpty()) {
            assertTrue(page.size() <= limit);
            for (SealedRecord record : page) {
                assertTrue("each comes once", all.add(record));
            }
            page = store.page(place, page.getLast().id(), limit);
        }
        return all;
    }

    @Test
    public void showsEachRecordOfAPlaceOnce() {
        for (SealedPlace place : SealedPlace.values()) {
            Set<SealedRecord> put = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                put.add(put(place));
            }
            assertTrue(place.toString(), all(place, 2).containsAll(put));
            put.forEach(record -> assertEquals(Optional.of(record), store.find(place, record.id())));
        }
    }

    @Test
    public void exchangesWhatNobodyChangedMeanwhile() {
        for (SealedPlace place : SealedPlace.values()) {
            SealedRecord before = put(place);
            SealedRecord neighbour = put(place);
            List<SealedValue> after = fresh(before);
            assertTrue(place.toString(), store.replace(place, before, after));
            assertFalse("it is another one now", store.replace(place, before, fresh(before)));
            assertEquals(after, store.find(place, before.id()).orElseThrow().parts().stream().map(Part::value).toList());
            assertEquals(Optional.of(neighbour), store.find(place, neighbour.id()));
        }
    }

    @Test
    public void countsByTheFirstBytes() {
        for (SealedPlace place : SealedPlace.values()) {
            SealedRecord record = put(place);
            Bytes content = record.parts().getLast().value().content();
            Bytes head = Bytes.of(Arrays.copyOf(content.toArray(), 16));
            assertEquals(place.toString(), 1, store.count(place, head));
            assertTrue(store.replace(place, record, fresh(record)));
            assertEquals(0, store.count(place, head));
        }
    }

    @Test
    public void countsSearchEntriesAsWell() {
        List<Reference> references = Samples.references();
        stores().references().add(Samples.galleryId(), Samples.encounterId(), references);
        byte[] entry = references.getLast().searchEntry().orElseThrow().content().toArray();
        assertEquals(1, store.count(SealedPlace.REFERENCE, Bytes.of(Arrays.copyOf(entry, 16))));
    }

    @Test
    public void leavesAllElseAsItIs() {
        GalleryId gallery = Samples.galleryId();
        EncounterId encounter = Samples.encounterId();
        List<Reference> references = Samples.references();
        stores().references().add(gallery, encounter, references);
        stores().references().acknowledge(gallery, encounter);
        SealedRecord record = store.find(SealedPlace.REFERENCE, gallery.value() + "/" + encounter.value()).orElseThrow();
        List<SealedValue> after = fresh(record);
        assertTrue(store.replace(SealedPlace.REFERENCE, record, after));
        List<Reference> now = stores().references().read(gallery, encounter);
        for (int i = 0; i < references.size(); i++) {
            Reference old = references.get(i);
            assertEquals(new Reference(old.position(), old.format(), after.get(i), old.searchEntry()), now.get(i));
        }
        PersonId person = Samples.personId();
        IdentityRecord identity = Samples.identity(person, Samples.enrollmentId());
        stores().identities().create(identity);
        SealedRecord uin = store.find(SealedPlace.UIN, person.value()).orElseThrow();
        List<SealedValue> number = fresh(uin);
        assertTrue(store.replace(SealedPlace.UIN, uin, number));
        assertEquals(new IdentityRecord(person, identity.state(), number.getFirst(), identity.attributes(),
                identity.enrollment(), identity.registeredAt(), identity.version()),
                stores().identities().find(person).orElseThrow());
    }

    @Test
    public void aBatchIsTakenBackWithItsTransaction() {
        SealedRecord first = put(SealedPlace.ATTRIBUTES);
        SealedRecord second = put(SealedPlace.CREDENTIAL);
        Progress progress = new Progress(SealedPlace.ATTRIBUTES, 7, first.id(), 1, Samples.NOW, false);
        assertThrows(IllegalStateException.class, () -> stores().transactions().required(() -> {
            store.replace(SealedPlace.ATTRIBUTES, first, fresh(first));
            store.replace(SealedPlace.CREDENTIAL, second, fresh(second));
            store.note(progress);
            throw new IllegalStateException("killed");
        }));
        assertEquals(Optional.of(first), store.find(SealedPlace.ATTRIBUTES, first.id()));
        assertEquals(Optional.of(second), store.find(SealedPlace.CREDENTIAL, second.id()));
        assertFalse(store.progress().contains(progress));
    }

    @Test
    public void notesTheLatestProgressOfAPlace() {
        Progress first = new Progress(SealedPlace.REFERENCE_LINK, 2, "a", 10, Samples.NOW, false);
        Progress next = new Progress(SealedPlace.REFERENCE_LINK, 2, "", 20, Samples.NOW.plusSeconds(1), true);
        store.note(first);
        assertTrue(store.progress().contains(first));
        store.note(next);
        assertTrue(store.progress().contains(next));
        assertFalse(store.progress().contains(first));
    }
}
