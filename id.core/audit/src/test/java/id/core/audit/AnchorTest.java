package id.core.audit;

import static id.core.audit.SignedTrail.broken;
import static id.core.audit.SignedTrail.intact;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import id.api.audit.AuditAnchor;
import id.api.audit.AuditEntry;
import id.api.audit.AuditVerification.Broken;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.Signer;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;

public class AnchorTest {
    private final SignedTrail trail = new SignedTrail();
    private String anchor;

    /** Within the first hour: no checkpoint but the first helps here. */
    @Before
    public void fill() {
        trail.work(40);
        anchor = trail.anchor();
    }

    @Test
    public void holdsWhileTheChainGrows() {
        assertEquals(1, intact(trail.verifyAnew(anchor)).coverage().anchors());
        trail.work(100);
        assertEquals(2, intact(trail.verifyAnew(anchor, trail.anchor())).coverage().anchors());
    }

    @Test
    public void anybodyCanCheckItByItsPublicKey() throws Exception {
        AuditAnchor exported = Anchor.sign(trail.signer, trail.chain.end(), trail.now.get(), false);
        ECKey key = ECKey.parse(exported.publicKey());
        JWSObject jws = JWSObject.parse(exported.jws());
        assertFalse(key.isPrivate());
        assertTrue(jws.verify(new ECDSAVerifier(key)));
        assertEquals(key.computeThumbprint().toString(), exported.keyId());
        assertEquals(exported.keyId(), jws.getHeader().getKeyID());
        assertEquals("idem-audit-anchor+jws", jws.getHeader().getType().getType());
        assertEquals(Map.of("sequence", 41L, "head", trail.chain.end().hash(), "at", "2026-01-31T10:10:00Z"),
                jws.getPayload().toJSONObject());
        assertEquals(41, exported.sequence());
        assertEquals(trail.chain.end().hash(), exported.head());
    }

    @Test
    public void findsACutEnd() {
        trail.store.rows.subList(35, 41).clear();
        intact(trail.verifyAnew());
        assertEquals(new Broken(36, "The end was cut off: by the anchor of 2026-01-31T10:10:00Z the chain went to 41"),
                broken(trail.verifyAnew(anchor)));
    }

    @Test
    public void findsACutEndThatNewEntriesHide() {
        trail.store.rows.subList(35, 41).clear();
        trail.restart();
        trail.work(30);
        intact(trail.verifyAnew());
        Broken broken = broken(trail.verifyAnew(anchor));
        assertEquals(41, broken.sequence());
        assertTrue(broken.why(), broken.why().startsWith("The chain was written anew: the anchor of 2026-01-31T10:10:00Z"));
    }

    @Test
    public void findsAnEndWrittenAnew() {
        trail.rewrite(rows -> rows.set(38, new AuditRow("e", rows.get(38).at(),
                new AuditEntry("other.event", new ClientId("tester"), "s", "DONE", Map.of()), 0, "")));
        intact(trail.verifyAnew());
        assertEquals(41, broken(trail.verifyAnew(anchor)).sequence());
    }

    @Test
    public void theWidestOfSeveralTellsOfTheCut() {
        trail.work(5);
        String later = trail.anchor();
        trail.store.rows.subList(35, 46).clear();
        assertTrue(broken(trail.verifyAnew(anchor, later)).why().endsWith("the chain went to 46"));
        assertTrue(broken(trail.verifyAnew(later, anchor)).why().endsWith("the chain went to 46"));
    }

    @Test
    public void anEmptyChainHasAnAnchorToo() {
        SignedTrail empty = new SignedTrail();
        String first = empty.anchor();
        empty.work(3);
        intact(empty.verifyAnew(first));
    }

    @Test
    public void earlierKeysAreKnown() {
        trail.signer.rotate();
        intact(trail.verifyAnew(anchor));
    }

    @Test
    public void isNotTakenFromAnotherSystem() {
        SignedTrail other = new SignedTrail();
        other.work(40);
        assertRefused(other.anchor(), "This anchor was signed by a key that this system does not have");
        trail.signer = new LocalSigner();
        assertRefused(anchor, "This anchor was signed by a key that this system does not have");
    }

    @Test
    public void isNotTakenChanged() {
        String[] parts = anchor.split("\\.");
        String payload = Base64Url.decoded(parts[1]).orElseThrow().asUtf8().replace("41", "31");
        assertRefused(parts[0] + "." + Base64Url.of(Bytes.utf8(payload)) + "." + parts[2],
                "The signature of this anchor does not fit");
    }

    @Test
    public void somethingElseIsNoAnchor() {
        String none = "This is no anchor: give what idem audit export wrote, whole";
        for (String wrong : new String[]{ "", "a", "..", "a.b.c", anchor + ".x", anchor.substring(0, 200), anchor + "=",
                "x".repeat(5_000), typed("at+jwt") }) {
            assertRefused(wrong, none);
        }
        assertRefused(null, none);
    }

    @Test
    public void signsNoChainThatWasSeenCut() {
        trail.store.rows.removeLast();
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class, trail::anchor).code());
    }

    /** Well signed by the same key, for something else. */
    private String typed(String type) {
        String input = Base64Url.of(Bytes.utf8("{\"alg\":\"ES256\",\"kid\":\"" + trail.signer.keyId(null)
                + "\",\"typ\":\"" + type + "\"}")) + "." + anchor.split("\\.")[1];
        return input + "." + Base64Url.of(trail.signer.sign(Signer.Purpose.AUDIT, Bytes.utf8(input)));
    }

    private void assertRefused(String jws, String why) {
        IdentityException refused = assertThrows(IdentityException.class,
                () -> Anchor.read(trail.signer, jws, "anchors[0]"));
        assertEquals(GeneralError.INVALID_VALUE, refused.code());
        assertEquals("anchors[0]", refused.field());
        assertTrue(refused.getMessage(), refused.getMessage().startsWith(why));
    }
}
