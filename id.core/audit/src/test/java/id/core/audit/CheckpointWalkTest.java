package id.core.audit;

import static id.core.audit.SignedTrail.broken;
import static id.core.audit.SignedTrail.intact;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification.Broken;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.Before;
import org.junit.Test;

/** Somebody writes in the store and computes all hashes anew, as the chain alone would not show after a restart. */
public class CheckpointWalkTest {
    private final SignedTrail trail = new SignedTrail();

    /** Six hours and a half: checkpoints after the first entry and after each hour, the last at place 367. */
    @Before
    public void fill() {
        trail.work(391);
        assertEquals(7, trail.signedRows().size());
    }

    @Test
    public void holdsAndTellsWhatIsCovered() {
        AuditCoverage coverage = intact(trail.verifyAnew()).coverage();
        assertEquals(7, coverage.checkpoints());
        assertEquals(367, coverage.upTo());
        assertEquals(trail.signedRows().getLast().at(), coverage.signedAt().orElseThrow());
        assertEquals(Optional.empty(), coverage.unsigned());
    }

    @Test
    public void findsAChangedEntry() {
        assertWrittenAnew(rows -> rows.set(99, other(rows.get(99))));
    }

    @Test
    public void findsARemovedEntry() {
        assertWrittenAnew(rows -> rows.remove(99));
    }

    @Test
    public void findsExchangedEntries() {
        assertWrittenAnew(rows -> Collections.swap(rows, 99, 100));
    }

    @Test
    public void findsAnInsertedEntry() {
        assertWrittenAnew(rows -> rows.add(99, new AuditRow("forged", rows.get(99).at(), entry("x.y"), 0, "")));
    }

    /** The checkpoint at 63 covers 62; that at 124 covers 123 and no longer fits. */
    private void assertWrittenAnew(Consumer<List<AuditRow>> tampering) {
        trail.rewrite(tampering);
        Broken broken = broken(trail.verifyAnew());
        assertEquals(broken.why(), 63, broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("The chain was written anew: the checkpoint at 1"));
    }

    @Test
    public void findsARemovedCheckpoint() {
        trail.rewrite(rows -> rows.remove(trail.signedRows().get(2)));
        assertTrue(broken(trail.verifyAnew()).why().startsWith("The chain was written anew"));
    }

    @Test
    public void findsAChainWithoutAnyCheckpoint() {
        trail.rewrite(rows -> rows.removeIf(Checkpoint::is));
        Broken broken = broken(trail.verifyAnew());
        assertEquals(1, broken.sequence());
        assertEquals("From here on the chain went on for 391 minutes without a checkpoint, though one was due every 60 "
                + "minutes: checkpoints were removed, the chain was written anew, or nothing could be signed (then the "
                + "log of that time says so)", broken.why());
    }

    @Test
    public void findsAnEndWithoutCheckpoints() {
        trail.rewrite(rows -> {
            rows.set(150, other(rows.get(150)));
            rows.removeAll(trail.signedRows().subList(3, 7));
        });
        Broken broken = broken(trail.verifyAnew());
        assertEquals(124, broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("From here on the chain went on for 270 minutes without"));
    }

    /** The next start would sign what it finds, and that alone would look whole. */
    @Test
    public void findsAMiddleWithoutCheckpointsThatALaterOneCovers() {
        trail.rewrite(rows -> {
            rows.set(10, other(rows.get(10)));
            rows.removeIf(Checkpoint::is);
        });
        trail.work(200);
        assertEquals(4, trail.signedRows().size());
        Broken broken = broken(trail.verifyAnew());
        assertEquals(1, broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("From here on the chain went on for 391 minutes without"));
    }

    @Test
    public void findsACutEndByTheCheckpointThatDoesNotCome() {
        // The others of the last hour stay; the process that works now knows nothing of before.
        trail.store.rows.removeIf(row -> row.sequence() > 360);
        trail.restart();
        trail.pass(Duration.ofMinutes(90));
        intact(trail.verify());
        trail.pass(Duration.ofMinutes(30));
        Broken broken = broken(trail.verify());
        assertTrue(broken.why(), broken.why().startsWith("From here on the chain went on for 210 minutes without"));
    }

    @Test
    public void findsACheckpointFromAnotherSystem() {
        SignedTrail elsewhere = new SignedTrail();
        elsewhere.work(1);
        AuditRow foreign = elsewhere.signedRows().getFirst();
        trail.rewrite(rows -> rows.add(new AuditRow("foreign", foreign.at(), foreign.entry(), 0, "")));
        Broken broken = broken(trail.verifyAnew());
        assertEquals(399, broken.sequence());
        assertTrue(broken.why(), broken.why().contains("signed by a key that this system does not have"));
    }

    @Test
    public void findsACheckpointCopiedFromAnotherPlace() {
        AuditRow genuine = trail.signedRows().get(1);
        trail.rewrite(rows -> rows.add(new AuditRow("copy", trail.now.get(), genuine.entry(), 0, "")));
        Broken broken = broken(trail.verifyAnew());
        assertEquals(399, broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("The signature of this checkpoint does not fit"));
    }

    @Test
    public void aCopyWithItsTimeStandsForNoOther() {
        List<AuditRow> signed = trail.signedRows();
        trail.rewrite(rows -> {
            for (AuditRow lost : signed.subList(2, 7)) {
                AuditRow copied = signed.get(1);
                rows.set(rows.indexOf(lost), new AuditRow(lost.id(), copied.at(), copied.entry(), 0, ""));
            }
        });
        Broken broken = broken(trail.verifyAnew());
        assertEquals(63, broken.sequence());
        assertTrue(broken.why(), broken.why().contains("without a checkpoint"));
    }

    @Test
    public void findsACheckpointMadeWithoutTheKey() {
        AuditRow last = trail.signedRows().getLast();
        trail.rewrite(rows -> rows.replaceAll(row -> !row.id().equals(last.id()) ? row
                : new AuditRow(row.id(), row.at(), Checkpoint.of(row).orElseThrow().checkpoint().entry(
                        trail.signer.keyId(null), Bytes.of(new byte[64])), 0, "")));
        Broken broken = broken(trail.verifyAnew());
        assertEquals(last.sequence(), broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("The signature of this checkpoint does not fit"));
    }

    @Test
    public void aCheckpointCannotBeTalkedUp() {
        for (Map<String, String> change : List.of(Map.of("minutes", "1440"), Map.of("late", "9999"))) {
            List<AuditRow> before = List.copyOf(trail.store.rows);
            AuditRow first = trail.signedRows().getFirst();
            trail.rewrite(rows -> rows.set(1, new AuditRow(first.id(), first.at(), with(first.entry(), change), 0, "")));
            Broken broken = broken(trail.verifyAnew());
            assertEquals(2, broken.sequence());
            assertTrue(broken.why(), broken.why().startsWith("The signature of this checkpoint does not fit"));
            trail.store.rows.clear();
            trail.store.rows.addAll(before);
        }
    }

    @Test
    public void findsACheckpointThatIsNotReadable() {
        AuditRow first = trail.signedRows().getFirst();
        trail.rewrite(rows -> rows.set(1,
                new AuditRow(first.id(), first.at(), with(first.entry(), Map.of("head", "?")), 0, "")));
        assertEquals(new Broken(2, "This checkpoint is not readable: it was changed or inserted"),
                broken(trail.verifyAnew()));
    }

    @Test
    public void findsThatTheKeysWereExchanged() {
        trail.signer = new LocalSigner();
        Broken broken = broken(trail.verifyAnew());
        assertEquals(2, broken.sequence());
        assertTrue(broken.why(), broken.why().endsWith("or the keys of this one were exchanged"));
    }

    @Test
    public void knowsItsEarlierKeys() {
        trail.signer.rotate();
        trail.work(120);
        assertEquals(9, intact(trail.verifyAnew()).coverage().checkpoints());
    }

    @Test
    public void saysThatItCannotCheckWithoutASigner() {
        trail.signer = null;
        IdentityException cannot = assertThrows(IdentityException.class, trail::verifyAnew);
        assertEquals(GeneralError.UNAVAILABLE, cannot.code());
        assertTrue(cannot.getMessage(), cannot.getMessage().startsWith("The hashes hold, but the 7 checkpoints cannot"));
        trail.store.rows.remove(5);
        assertEquals("broken hashes need no signer", 6, broken(trail.verifyAnew()).sequence());
    }

    @Test
    public void aSystemThatWasDownHasNothingToExplain() {
        for (int i = 0; i < 10; i++) {
            trail.pass(Duration.ofDays(3));
            intact(trail.verifyAnew());
            trail.work(30);
        }
        assertEquals(17, intact(trail.verifyAnew()).coverage().checkpoints());
    }

    @Test
    public void aSystemThatRecordsLittleHasNothingToExplain() {
        for (int i = 0; i < 10; i++) {
            trail.work(1);
            for (int minute = 0; minute < 500; minute++) {
                trail.round();
                trail.pass(Duration.ofMinutes(1));
            }
        }
        intact(trail.verify());
    }

    @Test
    public void anotherIntervalIsNoFault() {
        trail.start(1);
        trail.work(20);
        trail.start(1_440);
        trail.work(1_000);
        intact(trail.verify());
        trail.start(1);
        trail.work(20);
        intact(trail.verify());
    }

    /** The checkpoint after it says so under its signature; until then the process that went through it does. */
    @Test
    public void aVaultThatWasAwayIsExplainedByWhomItKeptFromSigning() {
        trail.signer.unavailable = true;
        trail.work(600);
        AuditCoverage coverage = intact(trail.verify()).coverage();
        assertEquals("Since 2026-01-31T16:30:00Z no checkpoint can be signed: The vault does not answer",
                coverage.unsigned().orElseThrow());
        assertTrue(broken(trail.verifyAnew()).why().contains("without a checkpoint"));
    }

    @Test
    public void aVaultThatIsBackCoversWhatWasNotSigned() {
        trail.signer.unavailable = true;
        trail.work(600);
        trail.signer.unavailable = false;
        trail.work(2);
        assertEquals(8, intact(trail.verifyAnew()).coverage().checkpoints());
    }

    @Test
    public void checkpointsOfSeveralNodesCoverOneChain() {
        SignedTrail two = new SignedTrail();
        Checkpoints other = new Checkpoints(two.store, two.chain, new Signing(() -> Optional.of(two.signer)),
                new SeededRandom(2), two.now::get, Duration.ofMinutes(60), false);
        for (int i = 0; i < 300; i++) {
            two.work(1);
            other.signWhenDue();
            two.chain.extend();
        }
        assertTrue(intact(two.verifyAnew()).coverage().checkpoints() >= 9);
    }

    private static AuditRow other(AuditRow row) {
        return new AuditRow(row.id(), row.at(), entry("other.event"), 0, "");
    }

    private static AuditEntry entry(String event) {
        return new AuditEntry(event, new ClientId("tester"), "s", "DONE", Map.of());
    }

    private static AuditEntry with(AuditEntry entry, Map<String, String> changes) {
        Map<String, String> details = new HashMap<>(entry.details());
        details.putAll(changes);
        return new AuditEntry(entry.event(), entry.actor(), entry.subject(), entry.outcome(), details);
    }
}
