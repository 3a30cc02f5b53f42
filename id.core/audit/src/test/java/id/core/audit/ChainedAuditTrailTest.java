package id.core.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.api.value.RandomSource;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
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
    private final Instant now = Instant.parse("2026-01-31T09:30:00.123456789Z");

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
    public void refusesSettingsAndLimitsOutOfRange() {
        assertEquals("chainIntervalMs", assertThrows(IdentityException.class, () -> trail(9)).field());
        assertEquals("chainIntervalMs", assertThrows(IdentityException.class, () -> trail(10_001)).field());
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
        return new ChainedAuditTrail(store, store, new SeededRandom(), InstantSource.fixed(now), workers, timer,
                new ChainedAuditTrail.Config() {
                    @Override
                    public int chainIntervalMs() {
                        return interval;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return ChainedAuditTrail.Config.class;
                    }
                });
    }

    private static final class SeededRandom implements RandomSource {
        private final Random random = new Random(1);

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return random.nextLong(bound);
        }
    }
}
