package id.core.partner;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import id.api.audit.AuditEntry;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.partner.NewClient;
import id.api.partner.PartnerError;
import id.api.storage.StorageError;
import id.api.value.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class StoredPartnerRegistryTest {
    private static final ClientId BY = new ClientId("admin");
    private static final ClientId BANK = new ClientId("bank");

    private final MemoryPartnerStore store = new MemoryPartnerStore();
    private final StoredPartnerRegistry registry = registry();
    private final String key = publicKey();

    @Test
    public void registersAClientWithTheScopesOfItsRoles() {
        Client client = registry.register(wanted("bank", Set.of("relying-party"), Set.of("uin.generate"), key), BY);
        assertEquals(Set.of("id.verify", "id.read", "id.DEFAULT_SET_01.read", "uin.generate"), client.scopes());
        assertTrue(client.active());
        assertEquals(Optional.of(client), registry.find(BANK));
        assertEquals(Set.of("uin.generate"), store.find(BANK).orElseThrow().scopes());
        assertEquals(List.of(client), registry().list());
        assertEquals(new AuditEntry("client.registered", BY, "bank", "DONE", Map.of("roles", "relying-party", "places", "everywhere")),
                store.audited.getFirst());
    }

    @Test
    public void registersAClientOnce() {
        registry.register(wanted("bank", Set.of(), Set.of(), key), BY);
        refused(PartnerError.CLIENT_EXISTS, "id", wanted("bank", Set.of(), Set.of(), publicKey()));
        StoredPartnerRegistry otherNode = registry();
        otherNode.register(wanted("shop", Set.of(), Set.of(), key), BY);
        refused(PartnerError.CLIENT_EXISTS, "id", wanted("shop", Set.of(), Set.of(), publicKey()));
        assertTrue(registry.find(new ClientId("shop")).isPresent());
        refused(PartnerError.CLIENT_EXISTS, "id", wanted("system", Set.of(), Set.of(), key));
    }

    @Test
    public void refusesNamesThatAreNotThere() {
        refused(PartnerError.ROLE_UNKNOWN, "roles", wanted("bank", Set.of("king"), Set.of(), key));
        refused(PartnerError.SCOPE_UNKNOWN, "scopes", wanted("bank", Set.of(), Set.of("id.everything"), key));
        NewClient attribute = new NewClient(BANK, "Bank", Set.of(), Set.of(), List.of(key), Set.of("a b"));
        refused(GeneralError.INVALID_VALUE, "releasableAttributes", attribute);
        assertEquals(List.of(), registry.list());
    }

    @Test
    public void refusesKeysThatAreNotAccepted() throws Exception {
        ECKey pair = new ECKeyGenerator(Curve.P_256).generate();
        String other = pair.toPublicJWK().toJSONString();
        refusedKey("publicKeys[0]", "no key");
        refusedKey("publicKeys[0]", "{}");
        refusedKey("publicKeys[0]", "null");
        refusedKey("publicKeys[0]", pair.toJSONString());
        refusedKey("publicKeys[0]", new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString());
        refusedKey("publicKeys[0]", new RSAKeyGenerator(2048).generate().toPublicJWK().toJSONString());
        refusedKey("publicKeys[0]", other.replace("{", "{\"use\":\"enc\","));
        refusedKey("publicKeys[0]", other.replace("{", "{\"alg\":\"ES384\","));
        refusedKey("publicKeys[0]", other.replaceAll("\"y\":\"[^\"]*\"", "\"y\":\"" + Base64URL.encode(new byte[32]) + "\""));
        refusedKey("publicKeys[0]", "{\"kty\":\"oct\",\"k\":\"AAAA\"}");
        refusedKey("publicKeys[0]", "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}");
        refusedKey("publicKeys[0]", "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + Base64URL.encode(new byte[32]) + "\"}");
        refusedKey("publicKeys[1]", other, other);
        refusedKey("publicKeys[0]", " ".repeat(5_000));
        assertEquals(List.of(), registry.list());
    }

    @Test
    public void keepsNothingOfAKeyButItsPublicHalf() throws Exception {
        String normalized = ClientKeys.normalized(List.of(key.replace("{", "{\"x5u\":\"https://example.org\","))).getFirst();
        assertFalse(normalized.contains("x5u"));
        assertEquals(ECKey.parse(key).computeThumbprint().toString(), ECKey.parse(normalized).getKeyID());
    }

    @Test
    public void changesAreDurableAuditedAndSeenAtOnce() throws Exception {
        registry.register(wanted("bank", Set.of("relying-party"), Set.of(), key), BY);
        assertFalse(registry.setActive(BANK, false, BY).active());
        assertFalse(registry.find(BANK).orElseThrow().active());
        assertFalse(registry().find(BANK).orElseThrow().active());
        assertTrue(registry.setActive(BANK, true, BY).active());
        String fresh = publicKey();
        Client changed = registry.replaceKeys(BANK, List.of(fresh), BY);
        assertEquals(ECKey.parse(fresh).computeThumbprint(), ECKey.parse(changed.publicKeys().getFirst()).computeThumbprint());
        assertEquals(changed, registry().find(BANK).orElseThrow());
        assertEquals(List.of("client.registered", "client.deactivated", "client.activated", "client.keys-replaced"),
                store.audited.stream().map(AuditEntry::event).toList());
        // The scopes of roles are never written down as the client's own.
        assertEquals(Set.of(), store.find(BANK).orElseThrow().scopes());
    }

    @Test
    public void changesNothingThatCannotBeAudited() {
        registry.register(wanted("bank", Set.of(), Set.of(), key), BY);
        store.auditFails = true;
        IdentityException refused = assertThrows(IdentityException.class, () -> registry.setActive(BANK, false, BY));
        assertEquals(StorageError.STORE_UNAVAILABLE, refused.code());
        assertTrue(registry.find(BANK).orElseThrow().active());
        assertTrue(store.find(BANK).orElseThrow().active());
    }

    @Test
    public void refusesChangesOfUnknownClients() {
        for (Runnable change : List.<Runnable>of(() -> registry.setActive(BANK, false, BY),
                () -> registry.replaceKeys(BANK, List.of(key), BY))) {
            assertEquals(PartnerError.CLIENT_UNKNOWN,
                    assertThrows(IdentityException.class, change::run).code());
        }
    }

    @Test
    public void theAdministratorMayEverythingThatAnyRoleMay() {
        var roles = registry.roles();
        assertEquals(Set.of("administrator", "station", "adjudicator", "auditor", "relying-party", "support", "operator", "supervisor",
                "printer", "monitor", "key-custodian"), roles.keySet());
        roles.values().forEach(scopes -> assertTrue(roles.get("administrator").containsAll(scopes)));
        assertEquals(Set.of("station.enroll", "station.packet", "station.capture", "enroll.write", "enroll.read",
                "enroll.buf.write", "enroll.buf.read"), roles.get("station"));
    }

    private void refusedKey(String field, String... keys) {
        refused(PartnerError.CLIENT_KEY_INVALID, field, wanted("bank", Set.of(), Set.of(), keys));
    }

    private void refused(ErrorCode code, String field, NewClient client) {
        IdentityException refused = assertThrows(IdentityException.class, () -> registry.register(client, BY));
        assertEquals(code, refused.code());
        assertEquals(field, refused.field());
    }

    private StoredPartnerRegistry registry() {
        return new StoredPartnerRegistry(store, store, store, InstantSource.fixed(Instant.EPOCH));
    }

    private static NewClient wanted(String id, Set<String> roles, Set<String> scopes, String... keys) {
        return new NewClient(new ClientId(id), "A client", roles, scopes, List.of(keys), Set.of("name"));
    }

    private static String publicKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
