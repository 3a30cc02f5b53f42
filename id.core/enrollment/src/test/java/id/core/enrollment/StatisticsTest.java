package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.Position;
import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.ProfileDimension;
import id.api.enrollment.Statistics;
import id.api.enrollment.WeekStatistics;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Test;

/** The disk's time begins on Monday, 2026-06-01. */
public class StatisticsTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Disk disk = new Disk();
    private final TestSystem system = new TestSystem(disk, Map.of());
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeCounters counters = new FakeCounters();
    private final ProfileStatistics statistics = new ProfileStatistics(disk.enrollments, disk.identities, counters, disk.transactions,
            disk.security, disk, new AttributeNames(TestSystem.defaults(AttributeNames.Mapping.class, Map.of())),
            TestSystem.defaults(StatisticsSettings.class, Map.of("regions", new String[]{ "north" })), threads, timer);
    private int people;

    @After
    public void end() {
        statistics.stop();
        timer.shutdownNow();
        threads.shutdownNow();
        system.close();
    }

    private void enroll(int count, String born, String gender) {
        for (int i = 0; i < count; i++) {
            String id = "e" + people++;
            system.submit(id,
                    Map.of("name", "Person " + id, "dateOfBirth", born, "gender", gender, "region",
                            people % 2 == 0 ? "north" : "Ada's house"),
                    FakeFingers.sample(Position.RIGHT_INDEX, "pattern-" + id + "-x"));
        }
        system.work();
        assertEquals(EnrollmentStatus.ENROLLED, system.status("e" + (people - 1)));
    }

    private List<WeekStatistics> after(Duration time) {
        disk.sleep(time);
        statistics.takeTurn();
        return statistics.weeks(10);
    }

    @Test
    public void aWeekIsShownWhenItIsOver() {
        enroll(12, "1990-12-31", "female");
        assertEquals(List.of(), after(Duration.ofDays(3)));
        List<WeekStatistics> weeks = after(Duration.ofDays(5));
        assertEquals(1, weeks.size());
        assertEquals(LocalDate.of(2026, 6, 1), weeks.getFirst().monday());
        assertEquals(12, weeks.getFirst().finished());
        assertEquals(Map.of("30-44", 12L), weeks.getFirst().groups().get(ProfileDimension.AGE_BAND));
        assertEquals("what is not listed is not told", Map.of("north", 6L, "OTHER", 6L),
                weeks.getFirst().groups().get(ProfileDimension.REGION));
        assertEquals(Map.of("ENROLLED", 12L), weeks.getFirst().groups().get(ProfileDimension.OUTCOME));
        assertEquals("each once", weeks, after(Duration.ofHours(5)));
    }

    @Test
    public void aGroupOfFourIsNotShownNorTheTotalTellsIt() {
        enroll(4, "1940-01-01", "male");
        enroll(9, "1990-01-01", "female");
        enroll(6, "2000-01-01", "female");
        WeekStatistics week = after(WEEK).getFirst();
        assertEquals(19, week.finished());
        assertEquals("the four are among ten", Map.of("30-44", 9L, Statistics.MERGED, 10L), week.groups().get(ProfileDimension.AGE_BAND));
        assertEquals(Map.of(Statistics.MERGED, 19L), week.groups().get(ProfileDimension.GENDER));
        week.groups().values().forEach(groups -> {
            assertTrue(groups.toString(), groups.values().stream().allMatch(count -> count >= Statistics.LEAST));
            assertEquals(19, groups.values().stream().mapToLong(Long::longValue).sum());
        });
    }

    @Test
    public void aWeekOfFourIsNotShown() {
        enroll(4, "1940-01-01", "male");
        assertEquals(List.of(), after(WEEK));
    }

    /** Whoever asks each day looks for what one more person changes. */
    @Test
    public void twoDaysDoNotDiffer() {
        enroll(10, "1990-01-01", "female");
        List<WeekStatistics> before = after(WEEK);
        enroll(1, "1935-01-01", "male");
        List<WeekStatistics> dayAfter = after(Duration.ofDays(1));
        assertEquals("the one of yesterday changes nothing", before, dayAfter);
        enroll(4, "1990-01-01", "female");
        List<WeekStatistics> weekAfter = after(WEEK);
        assertEquals("what was shown stays as it was", before.getFirst(), weekAfter.getLast());
        assertEquals(2, weekAfter.size());
        assertEquals("and the one is not told apart", Map.of(Statistics.MERGED, 5L),
                weekAfter.getFirst().groups().get(ProfileDimension.AGE_BAND));
    }

    @Test
    public void mergesUntilNothingSmallIsLeft() {
        assertEquals(Map.of("a", 7L, Statistics.MERGED, 5L), ProfileStatistics.merged(Map.of("a", 7L, "b", 4L, "c", 1L)));
        assertEquals(Map.of(Statistics.MERGED, 11L), ProfileStatistics.merged(Map.of("a", 7L, "b", 4L)));
        assertEquals(Map.of("a", 5L, "b", 5L), ProfileStatistics.merged(Map.of("a", 5L, "b", 5L)));
        assertEquals(Map.of(), ProfileStatistics.merged(Map.of()));
    }

    @Test
    public void profilesLieInNoOrderAndNameNobody() {
        for (int i = 0; i < 40; i++) {
            enroll(1, (1930 + i) + "-01-01", "female");
        }
        after(WEEK);
        List<AnonymousProfile> profiles = disk.enrollments.profiles();
        assertEquals(40, profiles.size());
        List<String> ages = profiles.stream().map(profile -> profile.values().get(ProfileDimension.AGE_BAND)).toList();
        List<String> inOrder = new ArrayList<>(ages);
        inOrder.sort(java.util.Comparator.reverseOrder());
        assertNotEquals("who came first is not first", inOrder, ages);
        Set<String> words = profiles.stream().flatMap(profile -> profile.values().values().stream()).collect(Collectors.toSet());
        assertFalse(words.toString(),
                words.stream().anyMatch(word -> word.contains("Ada") || word.contains("Person") || word.contains("19")));
    }

    @Test
    public void aKillMakesNoProfileTwice() {
        enroll(7, "1990-01-01", "female");
        disk.sleep(WEEK);
        for (int kills = 0;; kills++) {
            AtomicInteger left = new AtomicInteger(kills);
            disk.transactions.steps = (operation, outermost) -> {
                if (left.getAndDecrement() == 0) {
                    throw new Killed();
                }
            };
            try {
                statistics.takeTurn();
                disk.transactions.steps = (operation, outermost) -> {};
                assertTrue("kills: " + kills, kills > 5);
                break;
            } catch (Killed killed) {
                disk.transactions.steps = (operation, outermost) -> {};
                counters.clear("statistics/turn");
            }
        }
        assertEquals(7, disk.enrollments.profiles().size());
        assertEquals(7, statistics.weeks(10).getFirst().finished());
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
