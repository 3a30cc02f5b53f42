package id.core.audit;

import static id.core.audit.SignedTrail.broken;
import static id.core.audit.SignedTrail.intact;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.Test;

/** A trail that is signed by ML-DSA-65 as well. */
public class HybridTrailTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedTrail trail = new SignedTrail();

    private void hybrid(boolean on) {
        trail.hybrid = on;
        trail.restart();
    }

    @Test
    public void isOffUnlessSwitchedOn() throws Exception {
        trail.work(70);
        assertTrue(trail.signedRows().stream().noneMatch(row -> row.entry().details().containsKey("secondKeyId")));
        assertFalse(trail.anchor().startsWith("{"));
        AuditCoverage coverage = intact(trail.verifyAnew(trail.anchor())).coverage();
        assertEquals(Optional.empty(), coverage.twiceSince());
        assertEquals(Optional.empty(), coverage.lacking());
        assertEquals(Boolean.FALSE, ChainedAuditTrail.Config.class.getMethod("hybrid").getDefaultValue());
    }

    @Test
    public void bothSignaturesAreVerified() {
        hybrid(true);
        trail.work(130);
        assertTrue(trail.signedRows().size() >= 3);
        for (AuditRow row : trail.signedRows()) {
            Checkpoint.Signed signed = Checkpoint.of(row).orElseThrow();
            assertEquals(3_309, signed.second().orElseThrow().size());
            assertTrue(signed.checkpoint().text().asUtf8().startsWith("idem-audit-checkpoint-2\n"));
            assertTrue(signed.checkpoint().text().asUtf8().endsWith("\n" + signed.checkpoint().secondKeyId().orElseThrow()));
        }
        AuditCoverage coverage = intact(trail.verifyAnew(trail.anchor())).coverage();
        assertEquals(trail.signedRows().size(), coverage.checkpoints());
        assertTrue(coverage.twiceSince().isPresent());
        assertEquals(Optional.empty(), coverage.lacking());
    }

    @Test
    public void findsASecondSignatureThatWasChanged() {
        hybrid(true);
        trail.work(70);
        change(details -> details.compute("second4", (name, text) -> "AAAA" + text.substring(4)));
        assertTrue(broken(trail.verifyAnew()).why(),
                broken(trail.verifyAnew()).why().startsWith("The signature by ML-DSA-65 does not fit, though the one by ES256 does"));
    }

    @Test
    public void findsASecondSignatureThatWasRemoved() {
        hybrid(true);
        trail.work(70);
        change(details -> details.keySet().removeIf(name -> name.matches("second[0-9]")));
        assertEquals("This checkpoint lacks the signature by ML-DSA-65 that it names: it was removed", broken(trail.verifyAnew()).why());
    }

    @Test
    public void findsThatTheNameOfTheSecondKeyWasRemovedAsWell() {
        hybrid(true);
        trail.work(70);
        change(details -> details.keySet().removeIf(name -> name.startsWith("second")));
        assertTrue(broken(trail.verifyAnew()).why().startsWith("The signature of this checkpoint does not fit"));
    }

    @Test
    public void findsASecondKeyThatIsNotOurs() {
        hybrid(true);
        trail.work(70);
        LocalSigner strange = new LocalSigner();
        change(details -> details.putAll(SecondSignature.details("dsa-9",
                strange.signSecond(Signer.Purpose.AUDIT, strange.secondKeyId(null), Bytes.utf8("x")))));
        assertTrue(broken(trail.verifyAnew()).why().startsWith("The signature of this checkpoint does not fit"));
    }

    /** By whoever can break ES256: he signs by the vault's key without the second. */
    @Test
    public void saysWhatIsSignedOnceAfterItWasSignedTwice() {
        trail.work(70);
        hybrid(true);
        trail.work(70);
        hybrid(false);
        trail.work(70);
        AuditCoverage coverage = intact(trail.verifyAnew()).coverage();
        String lacking = coverage.lacking().orElseThrow();
        assertTrue(lacking, lacking.matches("2 checkpoints are signed by ES256 alone, the first at entry [0-9]+, though since "
                + coverage.twiceSince().orElseThrow() + " they are signed by ML-DSA-65 as well: .*"));
        assertTrue(intact(trail.verifyAnew(trail.anchor())).coverage().lacking().orElseThrow()
                .contains("The anchor of " + trail.now.get().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }

    @Test
    public void earlierKeysAreKnown() {
        hybrid(true);
        trail.work(70);
        String anchor = trail.anchor();
        trail.signer.rotateSecond();
        trail.work(70);
        assertEquals(2, trail.signedRows().stream().map(row -> row.entry().details().get("secondKeyId")).distinct().count());
        intact(trail.verifyAnew(anchor, trail.anchor()));
    }

    @Test
    public void anybodyCanCheckAnAnchor() throws Exception {
        hybrid(true);
        trail.work(10);
        ObjectNode jws = (ObjectNode) JSON.readTree(trail.anchor());
        String payload = jws.path("payload").asText();
        assertEquals("ML-DSA-65", JSON.readTree(decoded(payload)).path("second").path("alg").asText());
        String header = jws.path("signatures").path(1).path("protected").asText();
        assertEquals("{\"alg\":\"ML-DSA-65\",\"kid\":\"dsa-0\",\"typ\":\"idem-audit-anchor+jws\"}", decoded(header));
        assertEquals(SignatureCheck.FITS, trail.signer.checkSecond(Signer.Purpose.AUDIT, "dsa-0", Bytes.utf8(header + "." + payload),
                Base64Url.decoded(jws.path("signatures").path(1).path("signature").asText()).orElseThrow()));
    }

    @Test
    public void anAnchorIsNotTakenWithoutItsSecondSignature() throws Exception {
        hybrid(true);
        trail.work(10);
        ObjectNode jws = (ObjectNode) JSON.readTree(trail.anchor());
        String first = jws.path("signatures").path(0).path("protected").asText() + "." + jws.path("payload").asText() + "."
                + jws.path("signatures").path(0).path("signature").asText();
        assertRefused(first, "This anchor lacks the signature by ML-DSA-65 that it names: it was removed");
        ObjectNode changed = jws.deepCopy();
        ObjectNode second = (ObjectNode) changed.path("signatures").path(1);
        second.put("signature", "AAAA" + second.path("signature").asText().substring(4));
        assertRefused(changed.toString(), "The signature by ML-DSA-65 does not fit, though the one by ES256 does: this anchor was");
        ObjectNode twice = jws.deepCopy();
        twice.putArray("signatures").add(jws.path("signatures").path(0)).add(jws.path("signatures").path(0));
        assertRefused(twice.toString(), "This is no anchor");
        ObjectNode alone = jws.deepCopy();
        alone.putArray("signatures").add(jws.path("signatures").path(0));
        assertRefused(alone.toString(), "This is no anchor");
        assertRefused(jws.deepCopy().put("more", 1).toString(), "This is no anchor");
        assertRefused("{", "This is no anchor");
    }

    private void change(Consumer<Map<String, String>> change) {
        trail.rewrite(rows -> {
            int last = rows.lastIndexOf(lastCheckpoint(rows));
            AuditRow row = rows.get(last);
            Map<String, String> details = new HashMap<>(row.entry().details());
            change.accept(details);
            AuditEntry entry = row.entry();
            rows.set(last, new AuditRow(row.id(), row.at(),
                    new AuditEntry(entry.event(), entry.actor(), entry.subject(), entry.outcome(), details), 0, ""));
        });
    }

    private static AuditRow lastCheckpoint(List<AuditRow> rows) {
        return rows.stream().filter(Checkpoint::is).reduce((first, second) -> second).orElseThrow();
    }

    private static String decoded(String text) {
        return Base64Url.decoded(text).orElseThrow().asUtf8();
    }

    private void assertRefused(String jws, String why) {
        IdentityException refused = assertThrows(IdentityException.class, () -> Anchor.read(trail.signer, jws, "anchors[0]"));
        assertEquals(GeneralError.INVALID_VALUE, refused.code());
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }
}
