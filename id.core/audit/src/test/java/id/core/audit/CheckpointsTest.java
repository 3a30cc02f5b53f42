package id.core.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.storage.AuditStore.AuditRow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.Test;

public class CheckpointsTest {
    private final SignedTrail trail = new SignedTrail();

    @Test
    public void signsTheFirstAtOnceAndThenOncePerInterval() {
        trail.work(181);
        List<AuditRow> signed = trail.signedRows();
        assertEquals(4, signed.size());
        AuditRow first = signed.getFirst();
        assertEquals("1", first.entry().details().get("sequence"));
        assertEquals(trail.store.rows.getFirst().hash(), first.entry().details().get("head"));
        assertEquals("60", first.entry().details().get("minutes"));
        assertEquals("0", first.entry().details().get("late"));
        assertEquals(SignedTrail.START.truncatedTo(ChronoUnit.SECONDS), first.at());
        assertEquals(SignedTrail.START.truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(3)), signed.getLast().at());
    }

    @Test
    public void signsNothingWhileNothingIsRecorded() {
        trail.work(1);
        idle(600);
        assertEquals("a checkpoint alone is no reason for another", 1, trail.signedRows().size());
        trail.record();
        trail.round();
        idle(2);
        assertEquals("what comes after a pause is signed within a minute", 2, trail.signedRows().size());
    }

    @Test
    public void signsOfAnEmptyChainNothing() {
        idle(120);
        assertTrue(trail.store.rows.isEmpty());
    }

    @Test
    public void signsSoonAfterARestartWhatIsLeft() {
        trail.work(30);
        trail.restart();
        trail.round();
        assertEquals(2, trail.signedRows().size());
        trail.restart();
        idle(10);
        assertEquals(2, trail.signedRows().size());
    }

    @Test
    public void signsAtAStopWhatIsNotSigned() {
        trail.work(30);
        trail.checkpoints.signNow();
        trail.chain.extend();
        assertEquals(2, trail.signedRows().size());
        trail.checkpoints.signNow();
        assertEquals(2, trail.signedRows().size());
    }

    @Test
    public void saysSinceWhenAndWhyNothingIsSigned() {
        trail.signer.unavailable = true;
        trail.work(90);
        assertEquals("Since 2026-01-31T09:30:00Z no checkpoint can be signed: The vault does not answer",
                trail.checkpoints.failing().orElseThrow().words());
        trail.signer.unavailable = false;
        trail.work(2);
        assertTrue(trail.checkpoints.failing().isEmpty());
        assertEquals("90", trail.signedRows().getFirst().entry().details().get("late"));
        trail.work(60);
        assertEquals("0", trail.signedRows().getLast().entry().details().get("late"));
    }

    @Test
    public void missesASignerThatIsNotThere() {
        LocalSigner signer = trail.signer;
        trail.signer = null;
        trail.work(10);
        assertTrue(trail.checkpoints.failing().orElseThrow().words().contains("The signer is not there"));
        trail.checkpoints.signNow();
        trail.signer = signer;
        trail.work(1);
        assertFalse(trail.checkpoints.failing().isPresent());
        assertEquals(1, trail.signedRows().size());
    }

    @Test
    public void doesNotSignAChainThatItSawCut() {
        trail.work(100);
        trail.store.rows.subList(50, trail.store.rows.size()).clear();
        trail.work(100);
        assertEquals(1, trail.signedRows().size());
        assertTrue(trail.checkpoints.failing().orElseThrow().words().contains("The chain is broken at 51"));
    }

    private void idle(int minutes) {
        for (int i = 0; i < minutes; i++) {
            trail.round();
            trail.pass(Duration.ofMinutes(1));
        }
    }
}
