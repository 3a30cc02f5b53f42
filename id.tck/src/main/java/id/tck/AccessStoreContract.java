package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.security.SealedValue;
import id.api.storage.AccessRecord;
import id.api.storage.AccessRecord.Kind;
import id.api.storage.AccessStore;
import id.api.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Records about who may do what. */
public abstract class AccessStoreContract extends StoreContract {
    private static final Instant NOW = Samples.NOW;
    private static final Instant SOON = NOW.plus(Duration.ofMinutes(1));

    private static AccessRecord record(Kind kind, String id, int content, long version, Instant expiresAt) {
        return new AccessRecord(kind, id, new SealedValue(Bytes.of(new byte[]{ (byte) content, 7 })), version,
                Optional.ofNullable(expiresAt));
    }

    @Test
    public void createsFindsReplacesAndRemoves() {
        AccessStore store = stores().access();
        String id = Samples.hex128();
        AccessRecord first = record(Kind.STAFF, id, 1, 1, null);
        assertFalse(store.replace(record(Kind.STAFF, id, 1, 2, null), NOW));
        assertTrue(store.create(first, NOW));
        assertFalse(store.create(record(Kind.STAFF, id, 9, 1, null), NOW));
        assertTrue("of another kind", store.create(record(Kind.SESSION, id, 2, 1, null), NOW));
        assertEquals(Optional.of(first), store.find(Kind.STAFF, id, NOW));
        AccessRecord second = record(Kind.STAFF, id, 3, 2, null);
        assertTrue(store.replace(second, NOW));
        assertFalse("the same change again", store.replace(second, NOW));
        assertEquals(Optional.of(second), store.find(Kind.STAFF, id, NOW));
        assertTrue(store.remove(Kind.STAFF, id, NOW));
        assertFalse(store.remove(Kind.STAFF, id, NOW));
        assertEquals(Optional.empty(), store.find(Kind.STAFF, id, NOW));
        assertTrue(store.find(Kind.SESSION, id, NOW).isPresent());
    }

    @Test
    public void whatHasExpiredIsAbsent() {
        AccessStore store = stores().access();
        String id = Samples.hex128();
        assertTrue(store.create(record(Kind.HOT, id, 1, 1, SOON), NOW));
        assertTrue(store.find(Kind.HOT, id, SOON.minusNanos(1)).isPresent());
        assertEquals(Optional.empty(), store.find(Kind.HOT, id, SOON));
        assertFalse(store.replace(record(Kind.HOT, id, 2, 2, null), SOON));
        assertFalse(store.remove(Kind.HOT, id, SOON));
        assertTrue(store.list(Kind.HOT, "", 10_000, SOON).stream().noneMatch(found -> found.id().equals(id)));
        AccessRecord again = record(Kind.HOT, id, 3, 1, null);
        assertTrue("its place is free", store.create(again, SOON));
        assertEquals(Optional.of(again), store.find(Kind.HOT, id, SOON));
    }

    @Test
    public void listsAKindById() {
        AccessStore store = stores().access();
        String prefix = Samples.hex128();
        for (int i = 3; i > 0; i--) {
            assertTrue(store.create(record(Kind.APPROVAL, prefix + i, i, 1, SOON), NOW));
        }
        assertTrue(store.create(record(Kind.HOT, prefix + 4, 4, 1, SOON), NOW));
        assertEquals(List.of(prefix + 1, prefix + 2),
                store.list(Kind.APPROVAL, prefix, 2, NOW).stream().map(AccessRecord::id).toList());
        assertEquals(List.of(prefix + 3),
                store.list(Kind.APPROVAL, prefix + 2, 1, NOW).stream().map(AccessRecord::id).toList());
    }

    @Test
    public void purgesWhatHasExpiredAndNothingElse() {
        AccessStore store = stores().access();
        String id = Samples.hex128();
        store.create(record(Kind.SESSION, id + "a", 1, 1, SOON), NOW);
        store.create(record(Kind.SESSION, id + "b", 1, 1, null), NOW);
        assertTrue(store.purge(SOON) >= 1);
        assertEquals(0, store.purge(SOON));
        assertEquals(Optional.empty(), store.find(Kind.SESSION, id + "a", NOW));
        assertTrue(store.find(Kind.SESSION, id + "b", NOW).isPresent());
    }

    @Test
    public void oneOfSeveralRacingChangesWins() throws Exception {
        AccessStore store = stores().access();
        String id = Samples.hex128();
        store.create(record(Kind.STAFF, id, 1, 1, null), NOW);
        List<Boolean> won = Race.run(Race.THREADS, () -> store.replace(record(Kind.STAFF, id, 2, 2, null), NOW));
        assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
        List<Boolean> removed = Race.run(Race.THREADS, () -> store.remove(Kind.STAFF, id, NOW));
        assertEquals(1, removed.stream().filter(Boolean::booleanValue).count());
    }
}
