package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStatus;
import id.api.storage.EnrollmentRecord;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** One person several times at once, in many orders of steps: always one number. */
public class SamePersonTest {
    private static final int SEEDS = 200;
    private static final Map<String, Object> PATIENT = Map.of("maxAttempts", 100, "maxDelaySeconds", 1);

    @Test
    public void twoAtOnceLeadToOneNumber() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            race(seed, 2, false, false);
        }
    }

    @Test
    public void threeAtOnceLeadToOneNumber() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            race(seed, 3, false, false);
        }
    }

    @Test
    public void anEngineThatFailsNowAndThenChangesNothing() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            race(seed, 2, true, false);
        }
    }

    @Test
    public void workersThatStandStillForLongerThanTheirClaimChangeNothing() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            race(seed, 2, true, true);
        }
    }

    private static void race(int seed, int times, boolean faults, boolean pauses) throws InterruptedException {
        Disk disk = new Disk();
        try (TestSystem system = new TestSystem(disk, PATIENT)) {
            for (int i = 0; i < times; i++) {
                system.submit("same-" + i, "whorl");
            }
            system.submit("other", "arch");
            SeededSchedule schedule = new SeededSchedule(seed,
                    pauses ? () -> disk.sleep(system.settings.lease().plusSeconds(1)) : () -> {});
            disk.transactions.steps = faults ? unreliable(system, schedule) : schedule;
            Runnable work = () -> {
                while (!system.isAllAtRest()) {
                    if (!system.workOnce("worker")) {
                        disk.sleep(Duration.ofMillis(200));
                    }
                }
            };
            schedule.run(Stream.generate(() -> work).limit(3).toList());
            disk.transactions.steps = (operation, outermost) -> {};
            check("seed " + seed, system, times);
        }
    }

    private static Steps unreliable(TestSystem system, SeededSchedule schedule) {
        return (operation, outermost) -> {
            schedule.before(operation, outermost);
            if (operation.equals("engine.enroll")) {
                system.engine.enrollFault = schedule.chance(0.3) ? FakeEngine.Fault.FAILS : FakeEngine.Fault.NONE;
            }
        };
    }

    private static void check(String run, TestSystem system, int times) {
        List<EnrollmentRecord> same = Stream.iterate(0, i -> i + 1).limit(times)
                .map(i -> system.disk.enrollments.find(new EnrollmentId("same-" + i)).orElseThrow()).toList();
        Map<EnrollmentStatus, List<EnrollmentRecord>> byStatus = same.stream().collect(Collectors.groupingBy(EnrollmentRecord::status));
        assertEquals(run + ": " + same, 1, byStatus.getOrDefault(EnrollmentStatus.ENROLLED, List.of()).size());
        assertEquals(run + ": " + same, times - 1, byStatus.getOrDefault(EnrollmentStatus.DUPLICATE, List.of()).size());
        EnrollmentId first = byStatus.get(EnrollmentStatus.ENROLLED).getFirst().id();
        assertTrue(run, byStatus.get(EnrollmentStatus.DUPLICATE).stream().allMatch(one -> one.duplicateOf().orElseThrow().equals(first)));
        assertEquals(run, EnrollmentStatus.ENROLLED, system.status("other"));
        assertEquals(run, 2, system.disk.identities.size());
        assertEquals(run, 2, system.disk.references.count(References.GALLERY));
        assertFalse(run, system.disk.references.hasUnacknowledged());
    }
}
