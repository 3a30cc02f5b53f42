package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageResult;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** The pipeline with threads of its own, and plugins that are bounded in time. */
public class RunningPipelineTest {
    private static final Map<String, Object> QUICK = Map.of("stageSeconds", 10, "sampleSeconds", 1, "engineSeconds", 1, "searchSeconds", 1,
            "leaseSeconds", 30, "maxAttempts", 2, "firstDelayMillis", 1, "pollMillis", 10);

    @Test
    public void worksByItself() throws InterruptedException {
        Disk disk = new Disk();
        try (TestSystem system = new TestSystem(disk, QUICK, true, true)) {
            for (int i = 0; i < 50; i++) {
                system.submit("new-" + i, "person " + i + " right");
                system.submit("old-" + i, "person " + i + " right");
            }
            await(disk, () -> system.isAllAtRest());
            assertEquals(50, disk.identities.size());
            assertEquals(50, disk.enrollments.withStatus(EnrollmentStatus.DUPLICATE, 1_000).size());
            assertEquals(50, disk.references.count(References.GALLERY));
        }
    }

    @Test
    public void whatHangsIsHeld() throws InterruptedException {
        Disk disk = new Disk();
        try (TestSystem system = new TestSystem(disk, QUICK, true, true)) {
            system.engine.enrollFault = FakeEngine.Fault.HANGS;
            system.submit("e1", "whorl");
            await(disk, () -> system.status("e1") == EnrollmentStatus.HELD);
            assertFalse(disk.references.hasUnacknowledged());
            system.engine.enrollFault = FakeEngine.Fault.NONE;
            system.engine.searchFault = FakeEngine.Fault.HANGS;
            system.submit("e2", "whorl");
            await(disk, () -> system.status("e2") == EnrollmentStatus.HELD);
            system.engine.searchFault = FakeEngine.Fault.NONE;
            system.fingers.hangs = true;
            system.submit("e3", "arch");
            await(disk, () -> system.status("e3") == EnrollmentStatus.HELD);
            assertEquals("MATCHER_FAILED", system.desk.status(new EnrollmentId("e3")).orElseThrow().problems().getFirst().code());
            assertEquals(0, disk.identities.size());
        }
    }

    @Test
    public void aStageThatAppearsLetsGoOnWhatWaitedForIt() throws InterruptedException {
        Disk disk = new Disk();
        Map<String, Object> settings = new HashMap<>(QUICK);
        settings.put("stages", "validate,country,biometric-duplicates,issue");
        try (TestSystem system = new TestSystem(disk, settings, true, true)) {
            system.submit("e1", "whorl");
            await(disk, () -> system.status("e1") == EnrollmentStatus.HELD);
            assertEquals("STAGE_MISSING", system.desk.status(new EnrollmentId("e1")).orElseThrow().problems().getFirst().code());
            system.stage("country", context -> new StageResult.Continue("fine", List.of()));
            await(disk, () -> system.status("e1") == EnrollmentStatus.ENROLLED);
        }
    }

    @Test
    public void claimsOfADeadProcessAreTakenOver() throws InterruptedException {
        Disk disk = new Disk();
        TestSystem dead = new TestSystem(disk, QUICK);
        dead.submit("e1", "whorl");
        disk.enrollments.claim("dead", 10, disk.instant(), Duration.ofDays(1).minusHours(23));
        Map<String, Object> settings = new HashMap<>(QUICK);
        settings.put("takeOverClaims", true);
        settings.put("leaseSeconds", 4_000);
        try (TestSystem system = new TestSystem(disk, settings, true, true)) {
            await(() -> system.status("e1") == EnrollmentStatus.ENROLLED);
        }
    }

    @Test
    public void closingGivesClaimsBack() throws InterruptedException {
        Disk disk = new Disk();
        Map<String, Object> settings = new HashMap<>(QUICK);
        settings.put("stages", "slow,validate,biometric-duplicates,issue");
        settings.put("workers", 1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TestSystem system = new TestSystem(disk, settings, true, true);
        system.stage("slow", slow(started, goOn));
        for (int i = 0; i < 5; i++) {
            system.submit("e" + i, "person " + i + " right");
        }
        assertTrue(started.await(10, TimeUnit.SECONDS));
        Thread.ofVirtual().start(() -> {
            pause();
            goOn.countDown();
        });
        system.close();
        assertEquals("All can be claimed at once", 5, disk.enrollments.claim("other", 10, disk.instant(), Duration.ofSeconds(1)).size());
        assertEquals(0, disk.identities.size());
    }

    private static EnrollmentStage slow(CountDownLatch started, CountDownLatch goOn) {
        return context -> {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return new StageResult.Continue("slow", List.of());
        };
    }

    private interface Condition {
        boolean holds();
    }

    /** Waits for as long as it takes; the test run's own limit ends what never happens. Lets the time of the disk pass. */
    private static void await(Disk disk, Condition condition) {
        while (!condition.holds()) {
            disk.sleep(Duration.ofMillis(10));
            pause();
        }
    }

    private static void await(Condition condition) {
        while (!condition.holds()) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
