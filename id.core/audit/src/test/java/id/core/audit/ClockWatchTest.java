package id.core.audit;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class ClockWatchTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ClockWatch watch = new ClockWatch(now::get);

    private boolean sees(Duration ahead) {
        return watch.look(List.of(row(now.get().minusSeconds(60)), row(now.get().plus(ahead))));
    }

    private static AuditRow row(Instant at) {
        return new AuditRow("id-1", at, new AuditEntry("a.b", ClientId.SYSTEM, "", "DONE", Map.of()), 0, "");
    }

    @Test
    public void clocksThatAgreeAreNotSpokenOf() {
        assertFalse(watch.look(List.of()));
        assertFalse(sees(Duration.ofHours(-1)));
        assertFalse(sees(Duration.ZERO));
        assertFalse(sees(ClockWatch.TOLERANCE));
    }

    @Test
    public void aNodeThatIsBehindSaysSoOnceInAWhile() {
        assertTrue(sees(Duration.ofSeconds(3)));
        assertFalse("said just now", sees(Duration.ofSeconds(30)));
        now.set(START.plus(ClockWatch.SAID_EVERY));
        assertTrue(sees(Duration.ofSeconds(3)));
    }

    @Test
    public void aClockThatIsPutBackIsSeenAgain() {
        assertTrue(sees(Duration.ofSeconds(3)));
        now.set(START.minus(Duration.ofDays(1)));
        assertTrue("what was said lies in the future now", sees(Duration.ofDays(1)));
    }

    @Test
    public void theChainLooksAtWhatItIsGiven() {
        MemoryAuditStore store = new MemoryAuditStore();
        store.append("id-9", START.plusSeconds(60), new AuditEntry("a.b", ClientId.SYSTEM, "", "DONE", Map.of()));
        Chain chain = new Chain(store, store, now::get, watch);
        chain.extend();
        assertFalse("it was said by the chain", sees(Duration.ofSeconds(60)));
    }
}
