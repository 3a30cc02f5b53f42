package id.core.enrollment;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.ProfileDimension;
import id.api.enrollment.Statistics;
import id.api.enrollment.WeekStatistics;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.storage.CounterStore;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.storage.RetentionRun;
import id.api.storage.Transactions;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes profiles of the enrollments of weeks that are over, a page at a time and each page in random order, and counts
 * them. Since a profile is made days after its enrollment, with hundreds of others, its place in the store tells nothing.
 */
@Component(service = { Statistics.class, ProfileStatistics.class }, immediate = true, configurationPid = "id.core.enrollment.statistics")
@Designate(ocd = StatisticsSettings.class)
public final class ProfileStatistics implements Statistics {
    private static final String RUN = "PROFILES";
    private static final String TURN = "statistics/turn";
    private static final Duration TURN_LEASE = Duration.ofMinutes(10);
    private static final int PAGE = 500;
    private static final List<EnrollmentStatus> ENDS = List.of(EnrollmentStatus.ENROLLED, EnrollmentStatus.REJECTED,
            EnrollmentStatus.DUPLICATE);
    /** What ended before midnight on Sunday may be stored a little later. */
    private static final Duration GRACE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(ProfileStatistics.class);

    private final EnrollmentStore store;
    private final IdentityRegistry identities;
    private final CounterStore counters;
    private final Transactions transactions;
    private final RandomSource random;
    private final InstantSource clock;
    private final ProfileMaker maker;
    private final ScheduledFuture<?> rounds;

    @Activate
    public ProfileStatistics(@Reference EnrollmentStore store, @Reference IdentityRegistry identities, @Reference CounterStore counters,
            @Reference Transactions transactions, @Reference RandomSource random, @Reference InstantSource clock,
            @Reference AttributeNames names, StatisticsSettings settings,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer) {
        this.store = store;
        this.identities = identities;
        this.counters = counters;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
        this.maker = new ProfileMaker(names, settings);
        this.rounds = timer.scheduleWithFixedDelay(() -> workers.execute(this::round), 1, 60, TimeUnit.MINUTES);
    }

    @Deactivate
    void stop() {
        rounds.cancel(false);
    }

    private void round() {
        try {
            takeTurn();
        } catch (RuntimeException failed) {
            LOG.warn("Statistics are not brought up to date for now", failed);
        }
    }

    /** Makes the profiles of all weeks that are over, unless another node is at it. */
    void takeTurn() {
        Instant now = clock.instant();
        Instant end = ProfileMaker.monday(ProfileMaker.week(now.minus(GRACE))).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (!reached(RUN).reachedAt().isBefore(end) || !counters.putIfAbsent(TURN, now, now.plus(TURN_LEASE))) {
            return;
        }
        try {
            for (EnrollmentStatus status : ENDS) {
                while (page(status, end)) {
                    if (clock.instant().isAfter(now.plus(TURN_LEASE.dividedBy(2)))) {
                        return;
                    }
                }
            }
            store.note(new RetentionRun(RUN, end, "", 0, clock.instant()));
        } finally {
            counters.clear(TURN);
        }
    }

    /** The profiles and how far they go are one transaction: none is made twice. */
    private boolean page(EnrollmentStatus status, Instant end) {
        RetentionRun reached = reached(RUN + "/" + status);
        List<EnrollmentRecord> page = store.moved(status, reached.reachedAt(), reached.reachedId(), end, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        Map<String, AnonymousProfile> shuffled = new TreeMap<>();
        page.forEach(record -> shuffled.put(random.id128(), maker.of(record,
                record.person().flatMap(identities::read).map(Identity::attributes), store.runs(record.id()))));
        transactions.required(() -> {
            store.addProfiles(List.copyOf(shuffled.values()));
            store.note(new RetentionRun(reached.kind(), page.getLast().updatedAt(), page.getLast().id().value(),
                    reached.removed() + page.size(), clock.instant()));
        });
        return page.size() == PAGE;
    }

    private RetentionRun reached(String kind) {
        return store.retention().stream().filter(run -> run.kind().equals(kind)).findFirst()
                .orElse(new RetentionRun(kind, Instant.EPOCH, "", 0, clock.instant()));
    }

    @Override
    public List<WeekStatistics> weeks(int limit) {
        int open = ProfileMaker.week(reached(RUN).reachedAt());
        return store.profileWeeks(open, limit).stream().map(this::week).flatMap(Optional::stream).toList();
    }

    private Optional<WeekStatistics> week(int week) {
        long finished = store.countProfiles(week, ProfileDimension.OUTCOME).values().stream().mapToLong(Long::longValue).sum();
        if (finished < LEAST) {
            return Optional.empty();
        }
        Map<ProfileDimension, Map<String, Long>> groups = new EnumMap<>(ProfileDimension.class);
        for (ProfileDimension dimension : ProfileDimension.values()) {
            groups.put(dimension, merged(store.countProfiles(week, dimension)));
        }
        return Optional.of(new WeekStatistics(ProfileMaker.monday(week), finished, groups));
    }

    /** Small groups become one, with the next larger ones where it would be small itself: else the total would tell. */
    static Map<String, Long> merged(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> bySize = new ArrayList<>(counts.entrySet());
        bySize.sort(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        Map<String, Long> shown = new TreeMap<>();
        long small = 0;
        for (Map.Entry<String, Long> group : bySize) {
            if (group.getValue() < LEAST || small > 0 && small < LEAST) {
                small += group.getValue();
            } else {
                shown.put(group.getKey(), group.getValue());
            }
        }
        if (small > 0) {
            shown.put(MERGED, small);
        }
        return shown;
    }
}
