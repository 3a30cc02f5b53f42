package id.core.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification;
import id.api.audit.AuditVerification.Broken;
import id.api.audit.AuditVerification.Intact;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.AuditStore.AuditRow;
import id.api.storage.Transactions;
import id.api.value.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.Test;

public class ChainTest {
    /** Computed apart from this code, from the description of the form. */
    private static final String EXPECTED = "c999e9517fd1613f3837d083a1061a2e19532c8790caf135ae35c5decdd7dd36";
    private static final Instant START = Instant.parse("2026-01-31T09:30:00.123456Z");

    private final MemoryAuditStore store = new MemoryAuditStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;
    private final Chain chain = new Chain(store, store, clock);

    @Before
    public void fill() {
        for (int i = 1; i <= 10; i++) {
            append("e" + i);
        }
        assertEquals(10, chain.extend());
    }

    @Test
    public void holdsAndTellsItsHead() {
        append("waiting");
        Intact intact = (Intact) chain.verify(Evidence.NONE);
        assertEquals(10, intact.entries());
        assertEquals(1, intact.waiting());
        assertEquals(store.last().orElseThrow().hash(), intact.head());
    }

    @Test
    public void isEmptyAtFirst() {
        MemoryAuditStore empty = new MemoryAuditStore();
        Intact intact = (Intact) new Chain(empty, empty, clock).verify(Evidence.NONE);
        assertEquals(0, intact.entries());
        assertEquals("0".repeat(64), intact.head());
    }

    @Test
    public void chainsMoreThanOneBatchWithoutGaps() {
        for (int i = 0; i < 2_500; i++) {
            append("more" + i);
        }
        assertEquals(2_500, chain.extend());
        assertEquals(2_510, ((Intact) chain.verify(Evidence.NONE)).entries());
        assertEquals(0, chain.extend());
    }

    /** Fixed for ever: another hash would break the chains that are there. */
    @Test
    public void hashesTheFormThatIsDocumented() {
        AuditRow row = new AuditRow("id-1", Instant.ofEpochSecond(1, 2_000),
                new AuditEntry("a.b", new ClientId("c"), "s", "DONE", Map.of("k", "v")), 0, "");
        assertEquals(EXPECTED, ChainHash.of(ChainHash.START, 1, row));
    }

    @Test
    public void findsAChangedEntry() {
        List<UnaryOperator<AuditEntry>> changes = List.of(
                e -> new AuditEntry("other.event", e.actor(), e.subject(), e.outcome(), e.details()),
                e -> new AuditEntry(e.event(), new ClientId("other"), e.subject(), e.outcome(), e.details()),
                e -> new AuditEntry(e.event(), e.actor(), "other", e.outcome(), e.details()),
                e -> new AuditEntry(e.event(), e.actor(), e.subject(), "REFUSED", e.details()),
                e -> new AuditEntry(e.event(), e.actor(), e.subject(), e.outcome(), Map.of()),
                e -> new AuditEntry(e.event(), e.actor(), e.subject(), e.outcome(), Map.of("rule", "other")),
                e -> new AuditEntry(e.event(), e.actor(), e.subject(), e.outcome(), Map.of("rule", "r", "more", "")));
        for (UnaryOperator<AuditEntry> change : changes) {
            AuditRow original = store.rows.get(4);
            store.rows.set(4, new AuditRow(original.id(), original.at(), change.apply(original.entry()), 5,
                    original.hash()));
            assertBrokenAt(5);
            store.rows.set(4, original);
        }
        AuditRow original = store.rows.get(4);
        store.rows.set(4, new AuditRow(original.id(), original.at().plusNanos(1_000), original.entry(), 5,
                original.hash()));
        assertBrokenAt(5);
    }

    @Test
    public void findsARemovedEntry() {
        store.rows.remove(4);
        assertBrokenAt(5);
    }

    @Test
    public void findsARemovedEntryWhoseGapWasClosed() {
        store.rows.remove(4);
        renumber();
        assertBrokenAt(5);
    }

    @Test
    public void findsExchangedEntries() {
        AuditRow fifth = store.rows.get(4);
        AuditRow sixth = store.rows.get(5);
        store.rows.set(4, new AuditRow(sixth.id(), sixth.at(), sixth.entry(), 5, sixth.hash()));
        store.rows.set(5, new AuditRow(fifth.id(), fifth.at(), fifth.entry(), 6, fifth.hash()));
        assertBrokenAt(5);
    }

    @Test
    public void findsAnInsertedEntry() {
        AuditEntry entry = store.rows.get(3).entry();
        store.rows.add(4, new AuditRow("forged", START, entry, 5, "ab".repeat(32)));
        renumber();
        assertBrokenAt(5);
    }

    @Test
    public void findsAForgedEntryWithARightHashOfItsOwn() {
        AuditRow fourth = store.rows.get(3);
        AuditRow forged = new AuditRow("forged", START, fourth.entry(), 0, "");
        store.rows.add(4, new AuditRow("forged", START, fourth.entry(), 5, ChainHash.of(fourth.hash(), 5, forged)));
        renumber();
        assertBrokenAt(6);
    }

    @Test
    public void findsAnEntryTakenOutOfTheChain() {
        AuditRow last = store.rows.get(9);
        store.rows.set(9, new AuditRow(last.id(), last.at(), last.entry(), 0, ""));
        assertBrokenAt(10);
    }

    @Test
    public void findsACutEnd() {
        store.rows.removeLast();
        assertBrokenAt(10);
        append("new");
        chain.extend();
        assertBrokenAt(10);
    }

    @Test
    public void findsACutEndThatNewEntriesWouldHide() {
        store.rows.removeLast();
        for (int i = 0; i < 5; i++) {
            append("new" + i);
        }
        chain.extend();
        assertBrokenAt(10);
    }

    @Test
    public void findsAChainWrittenAnew() {
        AuditRow first = store.rows.getFirst();
        store.rows.set(0, new AuditRow(first.id(), first.at(), new AuditEntry("other.event", first.entry().actor(), "s",
                "DONE", Map.of()), 1, ""));
        store.rows.replaceAll(row -> new AuditRow(row.id(), row.at(), row.entry(), 0, ""));
        new Chain(store, store, clock).extend();
        assertBrokenAt(10);
    }

    @Test
    public void findsAChainWrittenAnewAndGoneOnWith() {
        AuditRow first = store.rows.getFirst();
        store.rows.set(0, new AuditRow("other", first.at(), first.entry(), 1, ""));
        store.rows.replaceAll(row -> new AuditRow(row.id(), row.at(), row.entry(), 0, ""));
        append("more");
        new Chain(store, store, clock).extend();
        append("later");
        chain.extend();
        assertBrokenAt(10);
        // It does not lend its name to it either.
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class, chain::end).code());
    }

    @Test
    public void findsEntriesThatNobodyChains() {
        append("stuck");
        now.set(START.plusSeconds(59));
        assertTrue(chain.verify(Evidence.NONE) instanceof Intact);
        now.set(START.plusSeconds(61));
        assertBrokenAt(11);
        chain.extend();
        assertTrue(chain.verify(Evidence.NONE) instanceof Intact);
    }

    @Test
    public void goesOnAfterARestart() {
        Chain restarted = new Chain(store, store, clock);
        append("later");
        assertEquals(1, restarted.extend());
        assertEquals(11, ((Intact) restarted.verify(Evidence.NONE)).entries());
    }

    @Test
    public void yieldsToAFasterNode() {
        append("contended");
        boolean[] raced = { false };
        Chain slow = new Chain(new RacedStore(store, () -> {
            if (!raced[0]) {
                raced[0] = true;
                chain.extend();
            }
        }), new OtherNode(), clock);
        assertEquals(0, slow.extend());
        assertEquals(11, ((Intact) slow.verify(Evidence.NONE)).entries());
    }

    private void assertBrokenAt(long sequence) {
        AuditVerification result = chain.verify(Evidence.NONE);
        assertTrue("Tampering was not found", result instanceof Broken);
        assertEquals(((Broken) result).why(), sequence, ((Broken) result).sequence());
    }

    private void append(String id) {
        store.append(id, now.get(),
                new AuditEntry("test.done", new ClientId("tester"), id, "DONE", Map.of("rule", "r")));
    }

    private void renumber() {
        long[] sequence = { 0 };
        store.rows.replaceAll(row -> new AuditRow(row.id(), row.at(), row.entry(), ++sequence[0], row.hash()));
    }

    /** What is undone of this node's work must not undo the other's: here there is nothing to undo. */
    private static final class OtherNode implements Transactions {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    }
}
