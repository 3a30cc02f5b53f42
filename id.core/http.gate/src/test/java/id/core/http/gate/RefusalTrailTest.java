package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import id.api.value.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public class RefusalTrailTest {
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final FakeTrail audit = new FakeTrail();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final RefusalTrail trail = new RefusalTrail(audit, nanos::get, SILENCE, 20_000);

    private static AuditEntry entry(long leftOut) {
        return new AuditEntry("a.b", ClientId.SYSTEM, "", "REFUSED", Map.of("leftOut", Long.toString(leftOut)));
    }

    private void note(String kind) {
        trail.note(kind, RefusalTrailTest::entry);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> written() {
        return audit.take().stream().map(one -> one.details().get("leftOut")).toList();
    }

    @Test
    public void aFloodIsWrittenOnceInAWhileWithItsNumber() {
        for (int i = 0; i < 5_000; i++) {
            note("a");
        }
        assertEquals(List.of("0"), written());
        pass(SILENCE.minusNanos(1));
        note("a");
        assertEquals(List.of(), written());
        pass(Duration.ofNanos(1));
        note("a");
        note("b");
        assertEquals(List.of("5000", "0"), written());
    }

    @Test
    public void allTogetherAreNoMoreThanSoManyAMinute() {
        RefusalTrail few = new RefusalTrail(audit, nanos::get, SILENCE, 3);
        for (int i = 0; i < 100; i++) {
            few.note("kind " + i, RefusalTrailTest::entry);
        }
        assertEquals(3, written().size());
        pass(Duration.ofMinutes(1));
        few.note("kind 50", RefusalTrailTest::entry);
        assertEquals("it was left out before", List.of("1"), written());
    }

    @Test
    public void moreKindsThanAreToldApartCostNoMemory() {
        for (int i = 0; i < RefusalTrail.MOST + 10; i++) {
            note("kind " + i);
        }
        assertEquals(RefusalTrail.MOST + 10, written().size());
        note("kind " + (RefusalTrail.MOST + 9));
        assertEquals("still known", List.of(), written());
        note("kind 0");
        assertEquals("forgotten, so written again", List.of("0"), written());
    }

    @Test
    public void aBrokenTrailChangesNothingOfTheRefusal() {
        audit.setBroken(true);
        note("a");
        assertEquals(List.of(), written());
    }

    @Test
    public void callersEndpointsAndReasonsOfRefusedAccessAreToldApart() {
        RefusedAccess refused = new RefusedAccess(audit, nanos::get);
        Optional<ClientId> bank = Optional.of(new ClientId("bank"));
        for (int turn = 0; turn < 2; turn++) {
            refused.note(bank, "GET /own", new IdentityException(PartnerError.SCOPE_MISSING, "", "no"));
            refused.note(bank, "POST /own", new IdentityException(PartnerError.SCOPE_MISSING, "", "no"));
            refused.note(bank, "GET /own", new IdentityException(PartnerError.TOKEN_INVALID, "", "no"));
            refused.note(Optional.empty(), "GET /own", new IdentityException(PartnerError.SCOPE_MISSING, "", "no"));
        }
        List<AuditEntry> entries = audit.take();
        assertEquals(4, entries.size());
        assertEquals("access.refused bank REFUSED",
                entries.get(0).event() + " " + entries.get(0).actor().value() + " " + entries.get(0).outcome());
        assertEquals(ClientId.SYSTEM, entries.get(3).actor());
        assertTrue(entries.get(3).subject().isEmpty());
    }
}
