package id.core.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification;
import id.api.error.GeneralError;
import id.api.audit.ChainedEntry;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class ChainedAuditTrailTest {
    private static final AuditEntry ENTRY = new AuditEntry("test.done", new ClientId("tester"), "s", "DONE", Map.of());

    private final MemoryAuditStore store = new MemoryAuditStore();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile Instant clock = Instant.parse("2026-01-31T09:30:00.123456789Z");

    @After
    public void stop() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    @Test
    public void recordsAtOnceAndChainsSoonAfter() throws InterruptedException {
        ChainedAuditTrail trail = trail(10);
        trail.record(ENTRY);
        assertEquals(ENTRY, trail.recent(1).getFirst().entry());
        awaitChained(1);
        assertEquals(1, trail.recent(10).getFirst().sequence());
        // What a database keeps of the time is what was hashed.
        assertEquals(123_456_000, trail.recent(1).getFirst().at().getNano());
        assertTrue(trail.verify() instanceof AuditVerification.Intact);
        trail.stop();
    }

    @Test
    public void givesTheChainInItsOrderFromAPlaceOn() throws InterruptedException {
        ChainedAuditTrail trail = trail(10);
        for (int i = 0; i < 5; i++) {
            trail.record(ENTRY);
        }
        awaitChained(5);
        assertEquals(List.of(1L, 2L), trail.after(0, 2).stream().map(ChainedEntry::sequence).toList());
        assertEquals(List.of(3L, 4L, 5L), trail.after(2, 10).stream().map(ChainedEntry::sequence).toList());
        assertEquals(List.of(), trail.after(5, 10));
        assertEquals("sequence", assertThrows(IdentityException.class, () -> trail.after(-1, 1)).field());
        assertEquals("limit", assertThrows(IdentityException.class, () -> trail.after(0, 10_001)).field());
    }

    @Test
    public void goesOnOnceTheStoreAnswersAgain() throws InterruptedException {
        store.unavailable = true;
        ChainedAuditTrail trail = trail(10);
        trail.record(ENTRY);
        // Some rounds fail; none of them stops the timer.
        CountDownLatch rounds = new CountDownLatch(5);
        timer.scheduleWithFixedDelay(rounds::countDown, 10, 10, TimeUnit.MILLISECONDS);
        assertTrue(rounds.await(30, TimeUnit.SECONDS));
        assertEquals(1, store.countUnchained());
        store.unavailable = false;
        awaitChained(1);
        trail.stop();
    }

    @Test
    public void signsAsSoonAsASignerIsThere() throws InterruptedException {
        ChainedAuditTrail trail = trail(10);
        trail.record(ENTRY);
        awaitChained(1);
        assertEquals(GeneralError.UNAVAILABLE, assertThrows(IdentityException.class, trail::export).code());
        trail.signer = new LocalSigner();
        clock = clock.plusSeconds(5);
        awaitChained(2);
        AuditCoverage coverage = ((AuditVerification.Intact) trail.verify()).coverage();
        assertEquals(1, coverage.checkpoints());
        assertEquals(1, coverage.upTo());
        assertEquals(2, ((AuditVerification.Intact) trail.verify(List.of(trail.export().jws()))).entries());
        trail.stop();
    }

    @Test
    public void signsWhatIsLeftAtACleanStop() throws InterruptedException {
        ChainedAuditTrail trail = trail(10);
        trail.record(ENTRY);
        awaitChained(1);
        // A round may have come before the signer: it is looked for again after a second.
        trail.signer = new LocalSigner();
        clock = clock.plusSeconds(5);
        awaitChained(2);
        trail.record(ENTRY);
        awaitChained(3);
        trail.stop();
        assertEquals("audit.checkpoint", store.last().orElseThrow().entry().event());
        assertEquals("3", store.last().orElseThrow().entry().details().get("sequence"));
        assertEquals(4, store.last().orElseThrow().sequence());
    }

    @Test
    public void stopsWithoutASignerToo() throws InterruptedException {
        ChainedAuditTrail trail = trail(10);
        trail.record(ENTRY);
        awaitChained(1);
        trail.stop();
        assertEquals(1, store.last().orElseThrow().sequence());
    }

    @Test
    public void takesAHundredAnchorsAtATime() {
        ChainedAuditTrail trail = trail(10);
        trail.signer = new LocalSigner();
        String anchor = trail.export().jws();
        assertTrue(trail.verify(Collections.nCopies(100, anchor)) instanceof AuditVerification.Intact);
        assertEquals(GeneralError.TOO_LARGE,
                assertThrows(IdentityException.class, () -> trail.verify(Collections.nCopies(101, anchor))).code());
        trail.stop();
    }

    @Test
    public void refusesSettingsAndLimitsOutOfRange() {
        assertEquals("chainIntervalMs", assertThrows(IdentityException.class, () -> trail(9)).field());
        assertEquals("chainIntervalMs", assertThrows(IdentityException.class, () -> trail(10_001)).field());
        for (int wrong : new int[]{ 0, -1, 1_441 }) {
            IdentityException refused = assertThrows(IdentityException.class, () -> trail(10, wrong));
            assertEquals("checkpointMinutes", refused.field());
            assertEquals("Setting checkpointMinutes must be 1 to 1440 minutes", refused.getMessage());
        }
        trail(10_000, 1).stop();
        trail(10_000, 1_440).stop();
        ChainedAuditTrail trail = trail(10_000);
        assertEquals("limit", assertThrows(IdentityException.class, () -> trail.recent(0)).field());
        trail.stop();
    }

    private void awaitChained(long entries) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(30);
        while (store.last().map(row -> row.sequence() < entries).orElse(true)) {
            assertTrue("Nothing is chained", Instant.now().isBefore(deadline));
            Thread.sleep(5);
        }
    }

    private ChainedAuditTrail trail(int interval) {
        return trail(interval, 60);
    }

    private ChainedAuditTrail trail(int interval, int minutes) {
        return new ChainedAuditTrail(store, store, new SeededRandom(1), () -> clock, workers, timer,
                new ChainedAuditTrail.Config() {
                    @Override
                    public int chainIntervalMs() {
                        return interval;
                    }

                    @Override
                    public int checkpointMinutes() {
                        return minutes;
                    }

                    @Override
                    public boolean hybrid() {
                        return false;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return ChainedAuditTrail.Config.class;
                    }
                });
    }
}
