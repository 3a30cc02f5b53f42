package id.core.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditEntry;
import id.api.storage.AuditStore.AuditRow;
import id.api.value.Bytes;
import id.api.value.ClientId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;

public class CheckpointTest {
    private static final String HEAD = "ab".repeat(32);
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00Z");
    private static final Bytes SIGNATURE = Bytes.of(new byte[64]);
    private static final Checkpoint CHECKPOINT = new Checkpoint(42, HEAD, 60, 0, AT);

    /** Fixed for ever: another text would break the checkpoints that are there. */
    @Test
    public void signsTheTextThatIsDocumented() {
        assertEquals("idem-audit-checkpoint-1\n42\n" + HEAD + "\n60\n0\n2026-01-31T09:30:00Z",
                CHECKPOINT.text().asUtf8());
    }

    @Test
    public void isReadAsItWasWritten() {
        Checkpoint.Signed read = Checkpoint.of(row(Map.of())).orElseThrow();
        assertEquals(CHECKPOINT, read.checkpoint());
        assertEquals("key-1", read.keyId());
        assertEquals(SIGNATURE, read.signature());
    }

    @Test
    public void takesItsTimeFromItsEntry() {
        AuditRow later = new AuditRow("id", AT.plusSeconds(1), CHECKPOINT.entry("key-1", SIGNATURE), 0, "");
        assertEquals(AT.plusSeconds(1), Checkpoint.of(later).orElseThrow().checkpoint().at());
    }

    @Test
    public void isNothingWithoutEachOfItsParts() {
        Map<String, String> wrong = Map.of("sequence", "042", "head", HEAD.toUpperCase(java.util.Locale.ROOT), "minutes",
                "0", "late", "-1", "signature", "AA==");
        wrong.forEach((name, value) -> {
            assertTrue(name, Checkpoint.is(row(Map.of(name, value))));
            assertTrue(name, Checkpoint.of(row(Map.of(name, value))).isEmpty());
            assertTrue(name, Checkpoint.of(row(Map.of(name, ""))).isEmpty());
        });
        assertTrue(Checkpoint.of(row(Map.of("sequence", "9".repeat(40)))).isEmpty());
    }

    @Test
    public void isToldFromOtherEntries() {
        assertFalse(Checkpoint.is(new AuditRow("id", AT,
                new AuditEntry("audit.other", new ClientId("tester"), "", "DONE", Map.of()), 0, "")));
    }

    private static AuditRow row(Map<String, String> changes) {
        AuditEntry entry = CHECKPOINT.entry("key-1", SIGNATURE);
        Map<String, String> details = new HashMap<>(entry.details());
        details.putAll(changes);
        return new AuditRow("id", AT,
                new AuditEntry(entry.event(), entry.actor(), entry.subject(), entry.outcome(), details), 0, "");
    }
}
