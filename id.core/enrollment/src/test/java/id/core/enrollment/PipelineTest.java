package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.enrollment.StageRun;
import id.api.subscription.Topic;
import id.api.value.EnrollmentId;
import java.util.List;
import org.junit.Test;

public class PipelineTest {
    private final TestSystem system = new TestSystem();

    @Test
    public void enrollsThroughAllStagesInOrder() {
        EnrollmentId id = system.submit("e1", "whorl");
        assertEquals(EnrollmentStatus.RECEIVED, system.status("e1"));
        system.work();

        EnrollmentView view = system.desk.status(id).orElseThrow();
        assertEquals(EnrollmentStatus.ENROLLED, view.status());
        assertTrue(view.uin().isPresent());
        assertEquals(List.of("validate", "quality", "demographic-duplicates", "biometric-duplicates", "issue"),
                system.desk.explain(id).orElseThrow().stages().stream().map(StageRun::stage).toList());
        assertEquals(List.of("CONTINUE", "CONTINUE", "CONTINUE", "CONTINUE", "ISSUED"),
                system.desk.explain(id).orElseThrow().stages().stream().map(StageRun::result).toList());
        assertEquals(List.of("enrollment.received", "enrollment.enrolled"), system.disk.notices.audited());
        assertEquals("The packet must be opened once only", 1, system.disk.security.opened);
        assertEquals(1, system.fingers.extractions);
    }

    @Test
    public void findsWhoWasEnrolledBefore() {
        system.submit("e1", "whorl");
        system.work();
        EnrollmentId second = system.submit("e2", "whorl");
        system.work();

        EnrollmentView view = system.desk.status(second).orElseThrow();
        assertEquals(EnrollmentStatus.DUPLICATE, view.status());
        assertEquals(new EnrollmentId("e1"), view.duplicateOf().orElseThrow());
        assertEquals(1, system.disk.identities.size());
        assertEquals(1, system.disk.references.count(References.GALLERY));
        assertEquals(List.of(Topic.ENROLLMENT_DUPLICATE), system.disk.notices.events().stream().map(event -> event.topic()).toList());
    }
}
