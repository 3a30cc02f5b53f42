package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.Position;
import id.api.enrollment.ContentScanner;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.ScanResult;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class DocumentScanTest {
    private static final ContentScanner SCANNER = (mediaType, content) -> new String(content.readAllBytes(),
            StandardCharsets.UTF_8).contains("virus") ? new ScanResult.Infected("Test-Virus") : new ScanResult.Clean();

    private final TestSystem system = new TestSystem();

    @Test
    public void aVirusRejectsByThePlaceOfItsDocument() {
        offer(system, SCANNER);
        submit(system, "clean", "a", "b");
        submit(system, "infected", "a", "a virus");
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("clean"));
        assertEquals(EnrollmentStatus.REJECTED, system.status("infected"));
        var problem = system.desk.status(new EnrollmentId("infected")).orElseThrow().problems().getFirst();
        assertEquals("DOCUMENT_INFECTED", problem.code());
        assertEquals("documents[1]", problem.field());
        assertTrue(facts(system, "infected").contains("Test-Virus"));
    }

    @Test
    public void aScannerThatDoesNotAnswerIsNoCleanOne() {
        offer(system, (mediaType, content) -> {
            throw new IOException("clamd is away");
        });
        submit(system, "held", "a");
        system.work();
        assertEquals(EnrollmentStatus.HELD, system.status("held"));
        assertEquals("SCAN_FAILED", system.desk.status(new EnrollmentId("held")).orElseThrow().problems().getFirst().code());
    }

    @Test
    public void withoutAScannerDocumentsPassOrWaitAsTheSettingSays() {
        submit(system, "passes", "a");
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("passes"));
        assertTrue(facts(system, "passes").contains("no scanner is installed"));
        TestSystem strict = new TestSystem(new Disk(), Map.of("documentScan", "required"));
        submit(strict, "waits", "a");
        strict.work();
        assertEquals(EnrollmentStatus.HELD, strict.status("waits"));
        assertThrows(IdentityException.class, () -> TestSystem.settings(Map.of("documentScan", "required", "stages", "validate,issue")));
        assertThrows(IdentityException.class, () -> TestSystem.settings(Map.of("documentScan", "sometimes")));
    }

    @Test
    public void aDocumentOfAnotherTypeThanItSaysIsRefusedWithoutAScannerToo() {
        submitAs(system, "misfit", "application/pdf", "%PDX-1.7");
        submitAs(system, "page", "application/octet-stream", "  <HTML><script>");
        submitAs(system, "fits", "application/pdf", "%PDF-1.7");
        system.work();
        for (String id : List.of("misfit", "page")) {
            assertEquals(id, EnrollmentStatus.REJECTED, system.status(id));
            var problem = system.desk.status(new EnrollmentId(id)).orElseThrow().problems().getFirst();
            assertEquals("DOCUMENT_MISFIT documents[0]", problem.code() + " " + problem.field());
        }
        assertEquals(EnrollmentStatus.ENROLLED, system.status("fits"));
    }

    @Test
    public void theScannerSeesTheDocumentFromItsBeginning() {
        offer(system,
                (mediaType, content) -> content.readAllBytes().length == 40_000 ? new ScanResult.Clean() : new ScanResult.Infected("cut"));
        submitAs(system, "long", "application/pdf", "%PDF-" + "x".repeat(39_995));
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("long"));
    }

    private static void offer(TestSystem to, ContentScanner scanner) {
        to.registry.offer(ContentScanner.class, scanner, Map.of(ContentScanner.KIND, "test"));
    }

    private static String facts(TestSystem in, String id) {
        return in.desk.explain(new EnrollmentId(id)).orElseThrow().stages().toString();
    }

    private static void submit(TestSystem to, String id, String... documents) {
        List<Document> all = new java.util.ArrayList<>();
        for (String content : documents) {
            all.add(new Document("d-" + all.size(), "FORM", "text/plain", Bytes.utf8(content)));
        }
        submit(to, id, all);
    }

    private static void submitAs(TestSystem to, String id, String mediaType, String content) {
        submit(to, id, List.of(new Document("d-0", "FORM", mediaType, Bytes.utf8(content))));
    }

    private static void submit(TestSystem to, String id, List<Document> all) {
        to.desk.submit(to.disk.security.seal(new EnrollmentPacket(new EnrollmentId(id), to.disk.instant(),
                Attributes.ofPlain("1.0", TestSystem.BORN), List.of(FakeFingers.sample(Position.RIGHT_INDEX, id)), all, Optional.empty(),
                Optional.empty())), TestSystem.STATION);
    }
}
