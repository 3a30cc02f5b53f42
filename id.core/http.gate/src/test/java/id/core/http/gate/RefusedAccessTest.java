package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

public class RefusedAccessTest {
    private static final ClientId BANK = new ClientId("bank");

    private final FakeTrail trail = new FakeTrail();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RefusedAccess refused = new RefusedAccess(trail, now::get);

    private void note(String endpoint, PartnerError code) {
        refused.note(Optional.of(BANK), endpoint, new IdentityException(code, "", "no"));
    }

    @Test
    public void aFloodIsWrittenOnceAMinuteWithItsNumber() {
        for (int i = 0; i < 5_000; i++) {
            note("GET /own", PartnerError.SCOPE_MISSING);
        }
        AuditEntry first = trail.take().getFirst();
        assertEquals("access.refused bank REFUSED", first.event() + " " + first.actor().value() + " " + first.outcome());
        assertEquals("GET /own SCOPE_MISSING 0", first.details().get("endpoint") + " " + first.details().get("code") + " "
                + first.details().get("leftOut"));
        now.set(Instant.EPOCH.plus(RefusedAccess.WINDOW));
        note("GET /own", PartnerError.SCOPE_MISSING);
        List<AuditEntry> second = trail.take();
        assertEquals(1, second.size());
        assertEquals("4999", second.getFirst().details().get("leftOut"));
    }

    @Test
    public void otherCallersEndpointsAndReasonsAreToldApart() {
        note("GET /own", PartnerError.SCOPE_MISSING);
        note("POST /own", PartnerError.SCOPE_MISSING);
        note("GET /own", PartnerError.TOKEN_INVALID);
        refused.note(Optional.empty(), "GET /own", new IdentityException(PartnerError.SCOPE_MISSING, "", "no"));
        List<AuditEntry> entries = trail.take();
        assertEquals(4, entries.size());
        assertEquals(ClientId.SYSTEM, entries.get(3).actor());
        assertEquals("", entries.get(3).subject());
    }

    @Test
    public void moreCallersThanAreToldApartCostNoMemory() {
        for (int i = 0; i < RefusedAccess.MOST + 10; i++) {
            note("GET /" + i, PartnerError.SCOPE_MISSING);
        }
        assertEquals(RefusedAccess.MOST + 10, trail.take().size());
        note("GET /" + (RefusedAccess.MOST + 9), PartnerError.SCOPE_MISSING);
        assertTrue("still known", trail.take().isEmpty());
        note("GET /0", PartnerError.SCOPE_MISSING);
        assertEquals("forgotten, so written again", 1, trail.take().size());
    }

    @Test
    public void aBrokenTrailChangesNothingOfTheRefusal() {
        trail.setBroken(true);
        note("GET /own", PartnerError.SCOPE_MISSING);
        assertTrue(trail.take().isEmpty());
    }
}
