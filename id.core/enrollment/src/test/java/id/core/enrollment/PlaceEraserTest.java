package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.enrollment.EnrollmentStatus;
import id.api.matching.Encounter;
import id.api.security.SealPurpose;
import id.api.storage.BiometricReferenceStore.Reference;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Test;

public class PlaceEraserTest {
    private static final GalleryId GALLERY = References.GALLERY;
    private static final Duration DAY = Duration.ofDays(1).plusMillis(1);

    private final Disk disk = new Disk();
    private final TestSystem system = new TestSystem(disk, Map.of());
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PlaceEraser eraser = new PlaceEraser(disk.references, disk.security, disk, threads, timer,
            TestSystem.settings(Map.of()));

    @After
    public void end() {
        eraser.stop();
        timer.shutdownNow();
        threads.shutdownNow();
        system.close();
    }

    /** People whose enrollments have ended, in the order in which they came. */
    private List<EncounterId> people(int count) {
        List<EncounterId> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EncounterId id = add();
            disk.references.settle(GALLERY, id, disk.instant());
            disk.sleep(Duration.ofSeconds(1));
            people.add(id);
        }
        return people;
    }

    private EncounterId add() {
        EncounterId id = new EncounterId(disk.security.id128());
        PositionedTemplate finger = new PositionedTemplate(Position.RIGHT_INDEX, new BiometricTemplate("WORD", Bytes.utf8("looq")));
        disk.references.add(GALLERY, id, List.of(new Reference(finger.position(), "WORD",
                disk.security.seal(SealPurpose.BIOMETRIC, StoredGallery.context(id, finger.position()),
                        finger.template().data()),
                Optional.empty())));
        disk.references.acknowledge(GALLERY, id);
        return id;
    }

    private static long atTheSamePlace(List<EncounterId> came, List<EncounterId> lie) {
        long hits = 0;
        for (int i = 0; i < came.size(); i++) {
            hits += came.get(i).equals(lie.get(i)) ? 1 : 0;
        }
        return hits;
    }

    @Test
    public void whoCopiesTheStoreCannotTellWhoCameWhen() {
        List<EncounterId> people = people(200);
        assertEquals("the day is not over", 0, eraser.erase());
        assertEquals(200, atTheSamePlace(people, disk.references.inFile()));
        disk.sleep(DAY);
        assertEquals(200, eraser.erase());
        // Of a random order one is expected to lie where it came; more than eight are in a million.
        assertTrue(atTheSamePlace(people, disk.references.inFile()) <= 8);
        assertTrue(people.stream().allMatch(id -> disk.references.ordinal(GALLERY, id).equals(Optional.of(0L))));
        assertEquals("nothing is left to do", 0, eraser.erase());
    }

    @Test
    public void thoseOfOneDayDoNotLieSideBySide() {
        people(300);
        disk.sleep(DAY);
        eraser.erase();
        List<EncounterId> ofTheDay = people(10);
        disk.sleep(DAY);
        assertEquals(10, eraser.erase());
        Set<EncounterId> last = new HashSet<>(disk.references.inFile().subList(300, 310));
        last.retainAll(ofTheDay);
        assertTrue("all were written anew", last.size() <= 5);
    }

    @Test
    public void whoIsNotEnrolledYetKeepsAPlace() {
        system.submit("e1", "loop");
        system.work();
        system.submit("e2", "looq");
        system.work();
        assertEquals(EnrollmentStatus.IN_ADJUDICATION, system.status("e2"));
        disk.sleep(DAY.multipliedBy(40));
        assertEquals(1, eraser.erase());
        assertEquals(Optional.of(0L), place("e1"));
        assertEquals(Optional.of(2L), place("e2"));
    }

    private Optional<Long> place(String enrollment) {
        return disk.references.ordinal(GALLERY,
                new EncounterId(disk.security.derive128(SealPurpose.LINK, "encounter", enrollment)));
    }

    @Test
    public void whoComesLaterIsStillFoundToBeThere() {
        system.submit("e1", "whorl");
        system.work();
        disk.sleep(DAY);
        assertEquals(1, eraser.erase());
        EnrollmentId again = system.submit("e2", "whorl");
        system.work();
        assertEquals(Optional.of(new EnrollmentId("e1")), system.desk.status(again).orElseThrow().duplicateOf());
        TestSystem restarted = new TestSystem(disk, Map.of());
        restarted.submit("e3", "whorl");
        restarted.work();
        assertEquals("loaded from the store", EnrollmentStatus.DUPLICATE, restarted.status("e3"));
        restarted.close();
    }

    /** Places that are taken away, and people who come, while an engine loads. */
    @Test
    public void anEngineThatLoadsMeanwhileMissesNobody() {
        for (int when = 0; when < 40; when++) {
            List<EncounterId> people = people(15);
            Set<EncounterId> given = new HashSet<>();
            int[] left = { when };
            new StoredGallery(disk.references, disk.security, threads).load(GALLERY, encounter -> {
                if (left[0]-- == 0) {
                    people.add(people(1).getFirst());
                    disk.sleep(DAY);
                    eraser.erase();
                }
                given.add(encounter.id());
            });
            assertTrue("at " + when, given.containsAll(people.subList(0, 15)));
            assertTrue("who came at " + when, left[0] >= 0 || given.containsAll(people));
        }
    }

    @Test
    public void anOldMarkGivesAllRatherThanTooFew() {
        StoredJournal journal = new StoredJournal(disk.references, disk.security, threads);
        people(3);
        long mark = journal.mark(GALLERY);
        List<EncounterId> after = people(3);
        assertEquals(after, given(journal, mark));
        disk.sleep(DAY);
        eraser.erase();
        assertTrue(given(journal, mark).containsAll(after));
        EncounterId last = people(1).getFirst();
        assertEquals(List.of(last), given(journal, mark + 3));
    }

    private static List<EncounterId> given(StoredJournal journal, long mark) {
        List<EncounterId> given = new ArrayList<>();
        Consumer<Encounter> consumer = encounter -> given.add(encounter.id());
        journal.loadAfter(GALLERY, mark, consumer);
        return given;
    }
}
