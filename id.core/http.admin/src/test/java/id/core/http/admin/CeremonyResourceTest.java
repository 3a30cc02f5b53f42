package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.access.AccessError;
import id.api.access.Approvals;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import id.core.http.admin.CeremonyResource.CeremonyBody;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

public class CeremonyResourceTest {
    private static final String ID = "0123-4567-89ab-cdef";
    private static final String OPENS = "fedc-ba98-7654-3210";

    private final List<AuditEntry> trail = new ArrayList<>();
    private final CeremonyResource resource = new CeremonyResource(new Trail(), new NoApprovals());

    @Test
    public void tellsWhoAndHowMany() {
        assertEquals(Map.of("recorded", ID),
                resource.record(new CeremonyBody("COMBINE", "DONE", ID, 3, 5, List.of(5, 1, 2), OPENS), new Custodian()));
        assertEquals(List.of(new AuditEntry("key.ceremony-combine", new ClientId("custodian"), ID, "DONE",
                Map.of("threshold", "3", "people", "5", "shares", "1,2,5", "opens", OPENS))), trail);
    }

    @Test
    public void theLargestFitsIntoTheTrail() {
        resource.record(new CeremonyBody("SPLIT", "STARTED", ID, 100, 100, IntStream.rangeClosed(1, 100).boxed().toList(), OPENS),
                new Custodian());
        assertEquals("key.ceremony-split", trail.getFirst().event());
    }

    @Test
    public void takesNothingThatCouldHoldAShare() {
        refused("act", new CeremonyBody("BURN", "DONE", ID, 3, 5, List.of(1), OPENS));
        refused("outcome", new CeremonyBody("SPLIT", "secret", ID, 3, 5, List.of(1), OPENS));
        refused("ceremony", new CeremonyBody("SPLIT", "STARTED", ID + "-0000", 3, 5, List.of(1), OPENS));
        refused("ceremony", new CeremonyBody("SPLIT", "STARTED", null, 3, 5, List.of(1), OPENS));
        refused("threshold", new CeremonyBody("SPLIT", "STARTED", ID, 1, 5, List.of(1), OPENS));
        refused("threshold", new CeremonyBody("SPLIT", "STARTED", ID, 6, 5, List.of(1), OPENS));
        refused("people", new CeremonyBody("SPLIT", "STARTED", ID, 3, 101, List.of(1), OPENS));
        refused("shares", new CeremonyBody("SPLIT", "STARTED", ID, 3, 5, List.of(6), OPENS));
        refused("shares", new CeremonyBody("SPLIT", "STARTED", ID, 3, 5, List.of(1, 1), OPENS));
        refused("shares", new CeremonyBody("SPLIT", "STARTED", ID, 3, 5, List.of(), OPENS));
        refused("shares", new CeremonyBody("SPLIT", "STARTED", ID, 3, 5, Collections.singletonList(null), OPENS));
        refused("opens", new CeremonyBody("SPLIT", "STARTED", ID, 3, 5, List.of(1), "secret"));
        assertEquals(List.of(), trail);
    }

    @Test
    public void sharesTakeASecondPersonWhereThatIsSet() {
        List<String> asked = new ArrayList<>();
        Approvals two = (Approvals) Proxy.newProxyInstance(Approvals.class.getClassLoader(), new Class<?>[]{ Approvals.class },
                (proxy, method, arguments) -> {
                    asked.add(arguments[0] + " " + arguments[1] + " " + arguments[2] + " " + arguments[3]);
                    throw new IdentityException(AccessError.APPROVAL_NEEDED, "", "A second person is needed");
                });
        CeremonyResource careful = new CeremonyResource(new Trail(), two);
        assertEquals(AccessError.APPROVAL_NEEDED, assertThrows(IdentityException.class,
                () -> careful.record(new CeremonyBody("SPLIT", "STARTED", ID, 2, 3, List.of(1, 2, 3), OPENS), new Custodian())).code());
        assertEquals(List.of("key.ceremony vault 2 of 3 " + new ClientId("custodian")), asked);
        assertEquals(List.of(), trail);
        careful.record(new CeremonyBody("COMBINE", "STARTED", ID, 2, 3, List.of(1, 2), OPENS), new Custodian());
        assertEquals("key.ceremony-combine", trail.getFirst().event());
    }

    private void refused(String field, CeremonyBody body) {
        assertEquals(field, assertThrows(IdentityException.class, () -> resource.record(body, new Custodian())).field());
    }

    private final class Trail implements AuditTrail {
        @Override
        public void record(AuditEntry entry) {
            trail.add(entry);
        }

        @Override
        public List<ChainedEntry> recent(int limit) {
            throw new AssertionError("not read");
        }

        @Override
        public List<ChainedEntry> about(Set<String> subjects, int limit) {
            throw new AssertionError("not read");
        }

        @Override
        public AuditVerification verify() {
            throw new AssertionError("not read");
        }
    }

    private static final class Custodian implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return () -> "custodian";
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
