package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.RetentionKind;
import id.api.enrollment.RetentionState;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.security.ErasureEpoch;
import id.api.security.ErasureEpochs;
import id.api.storage.DraftStore.DraftRecord;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class RetentionTest {
    private final Disk disk = new Disk();
    private final DraftsTest.FakeDrafts drafts = new DraftsTest.FakeDrafts();
    private final FakeCounters counters = new FakeCounters();
    private final AtomicInteger deletions = new AtomicInteger();
    private final TestSystem system = new TestSystem(disk, Map.of());
    private final EnrollmentEraser eraser = eraser(system);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RetentionWorker worker = worker(Map.of());

    @After
    public void end() {
        worker.stop();
        timer.shutdownNow();
        threads.shutdownNow();
        system.close();
    }

    private EnrollmentEraser eraser(TestSystem on) {
        ErasureEpochs epochs = new ErasureEpochs() {
            @Override
            public void deleted() {
                deletions.incrementAndGet();
            }

            @Override
            public List<ErasureEpoch> list() {
                throw new UnsupportedOperationException();
            }
        };
        return new EnrollmentEraser(disk.enrollments, drafts, on.references, on.shelf, on.registry, disk.transactions, epochs);
    }

    private RetentionWorker worker(Map<String, Object> changes) {
        return new RetentionWorker(disk.enrollments, drafts, counters, eraser, disk.transactions, disk.notices, disk,
                new RetentionSettings(TestSystem.defaults(RetentionSettings.Config.class, changes)), threads, timer);
    }

    private boolean hasPacket(String id) {
        return disk.enrollments.packet(new EnrollmentId(id)).orElseThrow().inline().isPresent();
    }

    private List<String> removals() {
        return disk.notices.entries().stream().filter(entry -> entry.event().equals("retention.removed"))
                .map(entry -> entry.subject() + " " + entry.details().get("count")).toList();
    }

    private RetentionState state(RetentionKind kind) {
        return worker.list().stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
    }

    @Test
    public void packetsGoSomeTimeAfterTheNumberWasIssued() {
        system.submit("e1", "whorl");
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
        disk.sleep(Duration.ofDays(29));
        worker.takeTurn();
        assertTrue(hasPacket("e1"));
        disk.sleep(Duration.ofDays(2));
        worker.takeTurn();
        worker.takeTurn();
        assertFalse(hasPacket("e1"));
        assertEquals("told once", List.of("PACKETS 1"), removals());
        assertEquals(1, state(RetentionKind.PACKETS).removed());
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
        assertFalse("why it went as it did stays", system.desk.explain(new EnrollmentId("e1")).orElseThrow().stages().isEmpty());
        system.submit("e2", "whorl");
        system.work();
        assertEquals("the gallery knows the person", EnrollmentStatus.DUPLICATE, system.status("e2"));
    }

    @Test
    public void whatIsUnderWayLosesNothing() {
        system.submit("e1", "whorl");
        disk.sleep(Duration.ofDays(4_000));
        worker.takeTurn();
        assertTrue(hasPacket("e1"));
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e1"));
    }

    @Test
    public void allOfADuplicateGoes() {
        system.submit("e1", "whorl");
        system.submit("e2", "whorl");
        system.work();
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e2"));
        disk.sleep(Duration.ofDays(91));
        worker.takeTurn();
        assertEquals(List.of("PACKETS 1", "DUPLICATES 1"), removals());
        assertFalse(hasPacket("e2"));
        assertTrue(disk.enrollments.runs(new EnrollmentId("e2")).isEmpty());
        assertEquals(Optional.empty(), disk.enrollments.find(new EnrollmentId("e2")).orElseThrow().duplicateOf());
        assertEquals(1, disk.references.count(References.GALLERY));
        assertTrue("backups hold it", deletions.get() > 0);
    }

    @Test
    public void draftsGoWithTheirBuffers() {
        SealedDrafts sealed = new SealedDrafts(drafts, disk.enrollments, disk.transactions, disk.security, system.registry, disk,
                disk.security);
        EnrollmentId old = new EnrollmentId("d1");
        sealed.create(old, id.api.value.Bytes.utf8("{}"), TestSystem.STATION);
        sealed.putBuffer(old, "image/png", id.api.value.Bytes.utf8("picture"));
        disk.sleep(Duration.ofDays(20));
        sealed.create(new EnrollmentId("d2"), id.api.value.Bytes.utf8("{}"), TestSystem.STATION);
        disk.sleep(Duration.ofDays(11));
        worker.takeTurn();
        assertEquals(List.of("d2"), drafts.list(0, 10).stream().map(DraftRecord::id).map(EnrollmentId::value).toList());
        assertTrue(disk.objects.objects.isEmpty());
        assertEquals(List.of("DRAFTS 1"), removals());
    }

    @Test
    public void zeroDaysIsWithoutEnd() {
        system.submit("e1", "whorl");
        system.work();
        disk.sleep(Duration.ofDays(30_000));
        RetentionWorker keeping = worker(Map.of("packetDays", 0));
        keeping.takeTurn();
        keeping.stop();
        assertTrue(hasPacket("e1"));
    }

    @Test
    public void oneNodeAtATime() {
        assertTrue(counters.putIfAbsent("retention/turn", disk.instant(), disk.instant().plusSeconds(60)));
        assertFalse(worker.takeTurn());
        assertEquals(GeneralError.CONFLICT, assertThrows(IdentityException.class, worker::run).code());
        disk.sleep(Duration.ofSeconds(61));
        assertTrue("a node that was killed holds nobody up for long", worker.takeTurn());
    }

    @Test
    public void settingsOutOfRangeAreNamed() {
        for (String setting : List.of("packetDays", "rejectedDays", "duplicateDays", "draftDays", "everyMinutes")) {
            assertEquals(setting, assertThrows(IdentityException.class, () -> new RetentionSettings(
                    TestSystem.defaults(RetentionSettings.Config.class, Map.of(setting, -1)))).field());
        }
    }

    /** Killed before each single step of a store, once each, and begun anew. */
    @Test
    public void aKillAtAnyStepLosesNothing() {
        for (int i = 0; i < 5; i++) {
            system.submit("e" + i, "loop-" + i + "-x");
            system.submit("twin-" + i, "loop-" + i + "-x");
        }
        system.work();
        disk.sleep(Duration.ofDays(91));
        int kills = killedAtEachStep(() -> worker.takeTurn());
        assertTrue("kills: " + kills, kills > 20);
        assertEquals(5, state(RetentionKind.DUPLICATES).removed());
        for (int i = 0; i < 5; i++) {
            assertFalse(hasPacket("e" + i) || hasPacket("twin-" + i));
        }
        assertEquals("each step is told once", 5, removals().stream().filter(entry -> entry.startsWith("DUPLICATES"))
                .mapToInt(entry -> Integer.parseInt(entry.split(" ")[1])).sum());
        assertEquals(5, disk.references.count(References.GALLERY));
    }

    @Test
    public void anErasedPersonIsForgottenByTheGallery() {
        system.submit("e1", "whorl");
        system.submit("e2", "whorl");
        system.submit("other", "arch");
        system.work();
        assertEquals(EnrollmentStatus.DUPLICATE, system.status("e2"));
        int kills = killedAtEachStep(() -> eraser.erasePerson(new EnrollmentId("e1")));
        assertTrue("kills: " + kills, kills > 5);
        for (String id : List.of("e1", "e2")) {
            assertFalse(id, hasPacket(id));
            assertTrue(id, disk.enrollments.runs(new EnrollmentId(id)).isEmpty());
        }
        assertTrue(hasPacket("other"));
        assertEquals(1, disk.references.count(References.GALLERY));
        system.submit("e3", "whorl");
        system.work();
        assertEquals("as one who never was", EnrollmentStatus.ENROLLED, system.status("e3"));
    }

    /** Runs work again and again, each time with a kill one step later, until it comes to its end. */
    private int killedAtEachStep(Runnable work) {
        for (int kills = 0;; kills++) {
            AtomicInteger left = new AtomicInteger(kills);
            disk.transactions.steps = (operation, outermost) -> {
                if (left.getAndDecrement() == 0) {
                    throw new Killed();
                }
            };
            try {
                work.run();
                return kills;
            } catch (Killed dead) {
                // What holds the turn would have ended with the process, or expires.
                counters.clear("retention/turn");
            } finally {
                disk.transactions.steps = (operation, outermost) -> {};
            }
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
