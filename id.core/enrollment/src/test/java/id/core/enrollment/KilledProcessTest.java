package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStatus;
import id.api.error.IdentityException;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Kills the process before, in and after each call to a store, one after the other, and starts it again. */
public class KilledProcessTest {
    /** The second and the third are the same person as the first; the last looks alike. */
    private static final Map<String, String> PEOPLE = Map.of("a", "whorl", "b", "whorl", "c", "whorl", "d", "arch", "e", "looq", "f",
            "loop");

    @Test
    public void everyAcknowledgedEnrollmentComesToItsEnd() {
        int point = 1;
        while (survives(point)) {
            point++;
        }
        assertTrue("The run has hardly any calls: " + point, point > 150);
    }

    /** Whether the process was killed; otherwise all points were tried. */
    private static boolean survives(int point) {
        Disk disk = new Disk();
        Set<String> acknowledged = new LinkedHashSet<>();
        boolean killed = false;
        disk.transactions.steps = (operation, outermost) -> {};
        try (TestSystem system = new TestSystem(disk, Map.of())) {
            disk.transactions.steps = Steps.deathAt(point);
            for (String id : PEOPLE.keySet().stream().sorted().toList()) {
                system.submit(id, PEOPLE.get(id));
                acknowledged.add(id);
                system.workOnce("worker");
            }
            system.work();
        } catch (Steps.Death death) {
            killed = true;
        }
        disk.transactions.steps = (operation, outermost) -> {};
        try (TestSystem system = new TestSystem(disk, Map.of())) {
            disk.sleep(Duration.ofMinutes(1));
            system.work();
            acknowledged.forEach(id -> assertTrue("killed at " + point, system.desk.status(new EnrollmentId(id)).isPresent()));
            for (String id : PEOPLE.keySet().stream().sorted().toList()) {
                submitAgain(system, id, acknowledged);
            }
            system.work();
            check("killed at " + point, system);
        }
        return killed;
    }

    private static void submitAgain(TestSystem system, String id, Set<String> acknowledged) {
        try {
            system.submit(id, PEOPLE.get(id));
            assertFalse("An acknowledged enrollment is gone", acknowledged.contains(id));
        } catch (IdentityException known) {
            assertEquals(EnrollmentError.ENROLLMENT_EXISTS, known.code());
        }
    }

    private static void check(String when, TestSystem system) {
        List<EnrollmentStatus> whorls = List.of(system.status("a"), system.status("b"), system.status("c"));
        assertEquals(when + whorls, 1, whorls.stream().filter(EnrollmentStatus.ENROLLED::equals).count());
        assertEquals(when + whorls, 2, whorls.stream().filter(EnrollmentStatus.DUPLICATE::equals).count());
        assertEquals(when, EnrollmentStatus.ENROLLED, system.status("d"));
        List<EnrollmentStatus> loops = List.of(system.status("e"), system.status("f"));
        assertTrue(when + loops, loops.containsAll(List.of(EnrollmentStatus.ENROLLED, EnrollmentStatus.IN_ADJUDICATION)));
        assertEquals(when, 3, system.disk.identities.size());
        assertEquals(when, 4, system.disk.references.count(References.GALLERY));
        assertFalse(when, system.disk.references.hasUnacknowledged());
        assertEquals(when, 2, system.disk.notices.events().size());
        assertEquals(when, 6, system.disk.notices.audited().stream().filter("enrollment.received"::equals).count());
        assertEquals(when, 3, system.disk.notices.audited().stream().filter("enrollment.enrolled"::equals).count());
    }
}
