package id.core.http.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import id.api.audit.AuditAnchor;
import id.api.audit.AuditAnchors;
import id.api.audit.AuditCoverage;
import id.api.audit.AuditEntry;
import id.api.audit.AuditTrail;
import id.api.audit.AuditVerification;
import id.api.audit.ChainedEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class AuditResourceTest {
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00Z");

    private final Trail trail = new Trail();
    private final AuditResource resource = new AuditResource(trail, trail);

    @Test
    public void tellsWhatIsCovered() {
        trail.answer = new AuditVerification.Intact(19, 1, "ab",
                new AuditCoverage(2, 17, Optional.of(AT), 0, Optional.empty()));
        assertEquals(new VerificationJson(true, 19L, 1L, "ab", 2L, 17L, "2026-01-31T09:30:00Z", 0, null, null, null, null, null),
                resource.verify());
        trail.answer = new AuditVerification.Intact(0, 0, "ab",
                new AuditCoverage(0, 0, Optional.empty(), 0, Optional.of("The vault does not answer")));
        assertNull(resource.verify().signedAt());
        assertEquals("The vault does not answer", resource.verify().unsigned());
        trail.answer = new AuditVerification.Intact(0, 0, "ab", new AuditCoverage(2, 17, Optional.of(AT), 0, Optional.empty(),
                Optional.of(AT), Optional.of("1 checkpoint is signed by ES256 alone")));
        assertEquals("2026-01-31T09:30:00Z", resource.verify().twiceSince());
        assertEquals("1 checkpoint is signed by ES256 alone", resource.verify().lacking());
    }

    @Test
    public void tellsWhereItIsBroken() {
        trail.answer = new AuditVerification.Broken(7, "why");
        assertEquals(new VerificationJson(false, null, null, null, null, null, null, null, null, null, null, 7L, "why"),
                resource.verify());
    }

    @Test
    public void givesTheChainInPieces() {
        AuditResource.Entry first = resource.chain(null, null).get("entries").getFirst();
        assertEquals("1 a.b", first.sequence() + " " + first.event());
        assertEquals("8 ab7", resource.chain("7", "7").get("entries").getFirst().sequence() + " "
                + resource.chain("7", "7").get("entries").getFirst().hash());
        for (String wrong : List.of("-1", "x", "", "1".repeat(19))) {
            assertEquals("after", assertThrows(IdentityException.class, () -> resource.chain(wrong, null)).field());
        }
    }

    @Test
    public void handsAnchorsOn() {
        trail.answer = new AuditVerification.Broken(7, "why");
        assertEquals(7L, (long) resource.verify(new AuditResource.AnchorsBody(List.of("a", "b"))).sequence());
        assertEquals(List.of("a", "b"), trail.anchors);
        IdentityException missing = assertThrows(IdentityException.class,
                () -> resource.verify(new AuditResource.AnchorsBody(null)));
        assertEquals(GeneralError.MISSING_VALUE, missing.code());
        assertEquals("anchors", missing.field());
    }

    @Test
    public void exportsTheKeyAsJson() {
        AnchorJson anchor = resource.export();
        assertEquals("EC", anchor.publicKey().path("kty").asText());
        assertEquals("2026-01-31T09:30:00Z", anchor.at());
        assertEquals("jws", anchor.jws());
        assertEquals("{\"keys\":[]}", resource.keys());
    }

    private static final class Trail implements AuditTrail, AuditAnchors {
        @Override
        public List<ChainedEntry> after(long sequence, int limit) {
            return List
                    .of(new ChainedEntry(sequence + 1, AT, new AuditEntry("a.b", new ClientId("x"), "", "DONE", Map.of()), "ab" + limit));
        }

        private AuditVerification answer;
        private List<String> anchors = List.of();

        @Override
        public void record(AuditEntry entry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ChainedEntry> recent(int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ChainedEntry> about(Set<String> subjects, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AuditVerification verify() {
            return answer;
        }

        @Override
        public AuditVerification verify(List<String> given) {
            anchors = given;
            return answer;
        }

        @Override
        public AuditAnchor export() {
            return new AuditAnchor(41, "ab", AT, "key-1", "{\"kty\":\"EC\"}", "jws");
        }

        @Override
        public String publicKeys() {
            return "{\"keys\":[]}";
        }
    }
}
