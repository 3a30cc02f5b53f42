package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.KeyDescription;
import id.api.security.KeyDescription.Kind;
import id.api.security.KeyRing;
import id.api.security.Resealing;
import id.api.security.SealedPlace;
import id.api.value.ClientId;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class KeyResourceTest {
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00Z");

    private final Ring ring = new Ring();
    private final KeyResource resource = new KeyResource(ring, new NoApprovals());

    @Test
    public void listsKeysAndProgress() {
        KeyResource.KeysJson answer = resource.list();
        assertEquals(new KeyResource.KeyJson("identity-2", "identity", 2, "DATA", "A256GCM", true, "master-identity",
                AT.toString()), answer.keys().getFirst());
        assertNull(answer.keys().getLast().wrappedBy());
        assertEquals(List.of(new KeyResource.ResealingJson("UIN", 2, 7, AT.toString(), true)), answer.resealing());
    }

    @Test
    public void handsOnWhoAsks() {
        SecurityContext caller = new Caller();
        assertEquals("identity-2", resource.rotate(new KeyResource.RotateBody("identity"), caller).get("keys").getFirst().name());
        assertEquals("identity-1", resource.revoke(new KeyResource.RevokeBody("identity-1"), caller).get("revoked"));
        assertEquals(List.of("rotate identity by custodian", "revoke identity-1 by custodian"), ring.done);
        assertEquals(GeneralError.MISSING_VALUE, assertThrows(IdentityException.class,
                () -> resource.rotate(new KeyResource.RotateBody(" "), caller)).code());
        assertEquals(GeneralError.MISSING_VALUE, assertThrows(IdentityException.class,
                () -> resource.revoke(new KeyResource.RevokeBody(null), caller)).code());
    }

    private static final class Ring implements KeyRing {
        private final List<String> done = new ArrayList<>();
        private final KeyDescription data = new KeyDescription("identity-2", "identity", 2, Kind.DATA, "A256GCM", true,
                Optional.of("master-identity"), AT);

        @Override
        public List<KeyDescription> list() {
            return List.of(data, new KeyDescription("enrollment-1", "enrollment", 1, Kind.AGREEMENT, "ECDH-ES+A256KW", true,
                    Optional.empty(), AT));
        }

        @Override
        public List<Resealing> resealing() {
            return List.of(new Resealing(SealedPlace.UIN, 2, 7, AT, true));
        }

        @Override
        public List<KeyDescription> rotate(String series, ClientId by) {
            done.add("rotate " + series + " by " + by.value());
            return List.of(data);
        }

        @Override
        public void revoke(String name, ClientId by) {
            done.add("revoke " + name + " by " + by.value());
        }

        @Override
        public String publicKeys() {
            return "{\"keys\":[]}";
        }
    }

    private static final class Caller implements SecurityContext {
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
