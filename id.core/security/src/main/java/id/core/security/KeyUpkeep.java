package id.core.security;

import id.api.security.KeyDescription;
import id.api.security.KeyRing;
import id.api.value.ClientId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
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
 * What happens to keys by itself: other nodes' changes are taken over, keys in memory renewed, old keys rotated, a
 * re-wrapping that was cut short is completed, and values are moved under the newest key.
 */
@Component(service = {}, immediate = true)
public final class KeyUpkeep {
    private static final long LOOK_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

    private final DataKeys dataKeys;
    private final AsymmetricKeys asymmetric;
    private final KemKeys kemKeys;
    private final KeyRing ring;
    private final Resealer resealer;
    private final StoredErasureEpochs epochs;
    private final InstantSource clock;
    private final KeySettings settings;
    private final ExecutorService workers;
    private final ScheduledFuture<?> timer;
    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile long refreshedAt = System.nanoTime();
    private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;

    @Activate
    public KeyUpkeep(@Reference DataKeys dataKeys, @Reference AsymmetricKeys asymmetric,
            @Reference KemKeys kemKeys, @Reference KeyRing ring, @Reference Resealer resealer, @Reference StoredErasureEpochs epochs,
            @Reference InstantSource clock,
            @Reference KeySettings settings,
            @Reference(target = "(executor=virtual)") ExecutorService workers,
            @Reference(target = "(executor=timer)") ScheduledExecutorService timer) {
        this.dataKeys = dataKeys;
        this.asymmetric = asymmetric;
        this.kemKeys = kemKeys;
        this.ring = ring;
        this.resealer = resealer;
        this.epochs = epochs;
        this.clock = clock;
        this.settings = settings;
        this.workers = workers;
        // The time between two rounds may be changed while they go on.
        this.timer = timer.scheduleWithFixedDelay(this::startRound, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        stopped = true;
        timer.cancel(false);
    }

    private void startRound() {
        if (System.nanoTime() - refreshedAt < settings.now().refresh().toNanos() || !working.compareAndSet(false, true)) {
            return;
        }
        try {
            workers.execute(this::round);
        } catch (RejectedExecutionException stopping) {
            working.set(false);
        }
    }

    private void round() {
        try {
            refreshedAt = System.nanoTime();
            trying("take over what other nodes did with the keys", () -> {
                dataKeys.refresh();
                asymmetric.all().forEach(KeySeries::refresh);
            });
            trying("make the keys that were switched on", kemKeys::provide);
            if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
                lookedAt = System.nanoTime();
                trying("look after the age of the keys", this::lookAfterAge);
            }
            trying("look after the erasure epochs", epochs::keep);
            // Ends when the next round is due, so that keys in memory are renewed in time.
            trying("move values under the newest keys", () -> resealer.takeTurn(() -> stopped || isRefreshDue()));
        } finally {
            working.set(false);
        }
    }

    /** Rotates what is too old, and wraps anew what a rotation of a master key left behind when it was cut short. */
    void lookAfterAge() {
        Duration limit = settings.now().rotateAfter();
        for (KeyDescription key : ring.list()) {
            if (key.kind() == KeyDescription.Kind.MASTER && key.newest()) {
                int wrapped = dataKeys.rewrapAll(key.series());
                if (wrapped > 0) {
                    LOG.info("Wrapped {} data keys under {}, which an earlier rotation had left", wrapped, key.name());
                }
            }
            if (key.newest() && !limit.isZero() && StoredKeyRing.isRotatable(key)
                    && key.createdAt().plus(limit).isBefore(clock.instant())) {
                ring.rotate(key.series(), ClientId.SYSTEM);
                LOG.info("Rotated {}: its newest version was older than {} days", key.series(), limit.toDays());
            }
        }
    }

    private boolean isRefreshDue() {
        return System.nanoTime() - refreshedAt >= settings.now().refresh().toNanos();
    }

    private static void trying(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("Could not {}; it is tried again", what, failed);
        }
    }
}
