package id.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore;
import id.api.storage.AuditStore.AuditRow;
import id.api.storage.AuditStore.Link;
import id.api.storage.StorageError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import id.api.value.ClientId;
import org.junit.Before;
import org.junit.Test;

/** Audit entries and their places. */
public abstract class AuditStoreContract extends StoreContract {
    private static final String HASH = "ab".repeat(32);

    private AuditStore store;

    @Before
    public void open() {
        store = stores().audit();
    }

    private String append(Instant at) {
        String id = Samples.hex128();
        store.append(id, at, Samples.auditEntry(id));
        return id;
    }

    private long head() {
        return store.last().map(AuditRow::sequence).orElse(0L);
    }

    @Test
    public void givesBackAllThatItWasGiven() {
        Instant old = Instant.parse("1990-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 50));
        String id = Samples.hex128();
        AuditEntry entry = Samples.auditEntry(id);
        long before = store.countUnchained();
        store.append(id, old, entry);
        AuditRow row = new AuditRow(id, old, entry, 0, "");
        assertTrue(store.unchained(100_000).contains(row));
        assertEquals(before + 1, store.countUnchained());
        Samples.refuses(StorageError.DUPLICATE_KEY, "id", () -> store.append(id, old, entry));
    }

    @Test
    public void entriesOfFailedWorkAreNotThere() {
        String id = Samples.hex128();
        try {
            stores().transactions().required(() -> {
                store.append(id, Samples.NOW, Samples.auditEntry(id));
                throw new IllegalStateException("stop");
            });
        } catch (IllegalStateException expected) {
            assertFalse(store.unchained(100_000).stream().anyMatch(row -> row.id().equals(id)));
        }
    }

    @Test
    public void unchainedAreOldestFirst() {
        Instant first = Instant.parse("1980-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 50));
        String younger = append(first.plusNanos(1));
        String older = append(first);
        List<String> ids = store.unchained(100_000).stream().map(AuditRow::id).toList();
        assertTrue(ids.indexOf(older) < ids.indexOf(younger));
        assertTrue(store.countUnchainedBefore(first.plusNanos(2)) - store.countUnchainedBefore(first) >= 2);
        assertEquals(1, store.unchained(1).size());
    }

    @Test
    public void chainedHaveTheirPlaces() {
        long head = head();
        String one = append(Samples.NOW);
        String two = append(Samples.NOW);
        store.chain(List.of(new Link(one, head + 1, HASH), new Link(two, head + 2, HASH)));
        AuditRow last = store.last().orElseThrow();
        assertEquals(two, last.id());
        assertEquals(head + 2, last.sequence());
        assertEquals(HASH, last.hash());
        assertEquals(List.of(one, two), store.fromSequence(head + 1, 10).stream().map(AuditRow::id).toList());
        assertEquals(List.of(one), store.fromSequence(head + 1, 1).stream().map(AuditRow::id).toList());
        assertFalse(store.unchained(100_000).stream().anyMatch(row -> row.id().equals(one)));
    }

    @Test
    public void takenPlaceIsNotGivenAgainAndNothingIsHalfChained() {
        long head = head();
        String one = append(Samples.NOW);
        String two = append(Samples.NOW);
        store.chain(List.of(new Link(one, head + 1, HASH)));
        Samples.refuses(StorageError.DUPLICATE_KEY, "sequence",
                () -> store.chain(List.of(new Link(two, head + 1, HASH))));
        Samples.refuses(StorageError.DUPLICATE_KEY, "id",
                () -> store.chain(List.of(new Link(two, head + 2, HASH), new Link(one, head + 3, HASH))));
        assertEquals(head + 1, head());
        assertTrue(store.unchained(100_000).stream().anyMatch(row -> row.id().equals(two)));
    }

    @Test
    public void racingNodesGiveEachPlaceOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(append(Samples.NOW));
        }
        long head = head();
        Race.run(8, () -> {
            for (int i = 0; i < 4; i++) {
                chainSome(ids);
            }
            return null;
        });
        List<AuditRow> chained = store.fromSequence(head + 1, 1_000);
        for (int i = 0; i < chained.size(); i++) {
            assertEquals(head + 1 + i, chained.get(i).sequence());
        }
        assertEquals(chained.size(), chained.stream().map(AuditRow::id).distinct().count());
        assertFalse(chained.isEmpty());
    }

    private void chainSome(List<String> ids) {
        long head = head();
        List<Link> links = new ArrayList<>();
        for (AuditRow row : store.unchained(100_000)) {
            if (ids.contains(row.id()) && links.size() < 5) {
                links.add(new Link(row.id(), head + 1 + links.size(), HASH));
            }
        }
        try {
            store.chain(links);
        } catch (id.api.error.IdentityException faster) {
            assertEquals(StorageError.DUPLICATE_KEY, faster.code());
        }
    }

    @Test
    public void recentAreNewestFirst() {
        Instant late = Instant.parse("2100-01-01T00:00:00Z").plusNanos(ThreadLocalRandom.current().nextLong(1L << 50));
        String younger = append(late.plusNanos(1));
        String older = append(late);
        List<String> ids = store.recent(10_000).stream().map(AuditRow::id).toList();
        assertTrue(ids.indexOf(younger) >= 0 && ids.indexOf(younger) < ids.indexOf(older));
    }

    @Test
    public void findsWhatIsAboutSomeSubjects() {
        String one = Samples.hex128();
        String other = Samples.hex128();
        Instant at = Instant.parse("2026-01-31T10:15:30.123456789Z");
        String older = appendAbout(one, at);
        String newer = appendAbout(other, at.plusNanos(1));
        appendAbout(Samples.hex128(), at);
        assertEquals(List.of(newer, older), ids(store.about(Set.of(one, other), 10)));
        assertEquals(List.of(newer), ids(store.about(Set.of(one, other), 1)));
        assertEquals(List.of(older), ids(store.about(Set.of(one, Samples.hex128()), 10)));
        assertEquals(List.of(), store.about(Set.of(), 10));
        Set<String> many = IntStream.range(0, 5_000).mapToObj(i -> Samples.hex128()).collect(Collectors.toCollection(HashSet::new));
        many.add(one);
        assertEquals("as many as there are relying parties", List.of(older), ids(store.about(many, 10)));
    }

    private String appendAbout(String subject, Instant at) {
        String id = Samples.hex128();
        store.append(id, at, new AuditEntry("test.about", ClientId.SYSTEM, subject, "DONE", Map.of()));
        return id;
    }

    private static List<String> ids(List<AuditRow> rows) {
        return rows.stream().map(AuditRow::id).toList();
    }
}
