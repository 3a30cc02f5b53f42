package id.core.enrollment;

import id.api.storage.BiometricReferenceStore;
import id.api.value.EncounterId;
import id.api.value.RandomSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes their places from the references of people who are enrolled: the tenth encounter and the tenth identity are the
 * same person's for whoever has the files. The references are written anew in random order, together with others that
 * lost their places before, so that those of one day do not lie side by side either.
 */
@Component(service = PlaceEraser.class, immediate = true)
public final class PlaceEraser {
    /** So many of those before are written anew with each lot, at most: a small gallery is stirred as a whole. */
    static final int COMPANIONS = 10_000;
    /** Encounters in a transaction; those who enroll wait for it. */
    private static final int BATCH = 100;
    private static final int LOT = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(PlaceEraser.class);

    private final BiometricReferenceStore store;
    private final RandomSource random;
    private final InstantSource clock;
    private final Duration keep;
    private final ScheduledFuture<?> rounds;
    private final AtomicBoolean working = new AtomicBoolean();

    @Activate
    public PlaceEraser(@Reference BiometricReferenceStore store, @Reference RandomSource random, @Reference InstantSource clock,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer, @Reference EnrollmentSettings settings) {
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.keep = settings.keepPlaces();
        // Sixteen lots in that time: nobody keeps a place for much longer than was set, and lots stay large.
        long seconds = Math.max(5, keep.toSeconds() / 16);
        this.rounds = timer.scheduleWithFixedDelay(() -> workers.execute(this::round), seconds, seconds, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        rounds.cancel(false);
    }

    private void round() {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        try {
            int erased = erase();
            if (erased > 0) {
                LOG.info("{} biometric references lost their places", erased);
            }
        } catch (RuntimeException failed) {
            LOG.warn("Places of biometric references stay for now: whoever copies the store can tell when they came", failed);
        } finally {
            working.set(false);
        }
    }

    /** Does what is due; returns how many lost their places. */
    int erase() {
        List<EncounterId> due = store.settledBefore(References.GALLERY, clock.instant().minus(keep), LOT);
        if (!due.isEmpty()) {
            List<EncounterId> lot = new ArrayList<>(due);
            lot.addAll(companions());
            List<EncounterId> order = shuffled(lot);
            for (int from = 0; from < order.size(); from += BATCH) {
                store.forgetPlaces(References.GALLERY, order.subList(from, Math.min(order.size(), from + BATCH)));
            }
        }
        return due.size();
    }

    /** Ids are random: those that follow a random one are any. */
    private List<EncounterId> companions() {
        Optional<EncounterId> start = Optional.of(new EncounterId(random.id128()));
        List<EncounterId> companions = new ArrayList<>(store.placeless(References.GALLERY, start, COMPANIONS));
        if (companions.size() < COMPANIONS) {
            List<EncounterId> wrapped = store.placeless(References.GALLERY, Optional.empty(), COMPANIONS - companions.size());
            wrapped.stream().filter(id -> id.value().compareTo(start.get().value()) <= 0).forEach(companions::add);
        }
        return companions;
    }

    private List<EncounterId> shuffled(List<EncounterId> lot) {
        Map<String, EncounterId> order = new TreeMap<>();
        lot.forEach(id -> order.put(random.id128(), id));
        return List.copyOf(order.values());
    }
}
