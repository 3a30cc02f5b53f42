package id.core.subscription;

import id.api.storage.OutboxStore;
import id.api.storage.OutboxStore.Pending;
import id.api.value.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due events, oldest first, and delivers many at a time; the events of one person go one after the other, in the
 * order of their age.
 */
final class EventDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final long NOT_READY_MS = 100;

    private final OutboxStore outbox;
    private final EventDelivery delivery;
    private final DeliveryRules rules;
    private final InstantSource clock;
    private final ExecutorService executor;
    private final BooleanSupplier ready;
    private final String worker;
    private final Semaphore free;
    private final Semaphore signal = new Semaphore(0);
    private final Map<String, Queue<Claimed>> lanes = new HashMap<>();
    private volatile boolean stopped;

    /**
     * @param ready
     *            false while the system starts: reactions that are not there yet would be passed over
     * @param worker
     *            names this node's claims
     */
    EventDispatcher(OutboxStore outbox, EventDelivery delivery, DeliveryRules rules, InstantSource clock,
            ExecutorService executor, BooleanSupplier ready, String worker) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.rules = rules;
        this.clock = clock;
        this.executor = executor;
        this.ready = ready;
        this.worker = worker;
        this.free = new Semaphore(rules.parallel());
    }

    void start() {
        executor.execute(this::run);
    }

    /** There may be something to do. */
    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Stops claiming and waits for what is under way, no longer than one reaction may take. */
    void stop() {
        stopped = true;
        wake();
        try {
            if (!free.tryAcquire(rules.parallel(), rules.reactionLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Stopped with deliveries under way: they are repeated after the next start");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                if (!ready.getAsBoolean()) {
                    signal.tryAcquire(NOT_READY_MS, TimeUnit.MILLISECONDS);
                } else if (claim() == 0) {
                    signal.tryAcquire(rules.poll().toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims as many events as there is room for; the finished ones wake this loop again. */
    private int claim() {
        int room = free.drainPermits();
        int used = 0;
        try {
            if (room == 0 || stopped) {
                return 0;
            }
            Instant now = clock.instant();
            List<Pending> due = outbox.claim(worker, room, now, rules.lease());
            Instant until = now.plus(rules.lease());
            for (Pending pending : due) {
                enter(new Claimed(pending, until));
                used++;
            }
            return used;
        } catch (RuntimeException unavailable) {
            LOG.warn("No events could be claimed, trying again: {}", unavailable.toString());
            return 0;
        } finally {
            free.release(room - used);
        }
    }

    private void enter(Claimed claimed) {
        String lane = claimed.pending().event().person().map(PersonId::value)
                .orElse(claimed.pending().event().id().value());
        synchronized (lanes) {
            Queue<Claimed> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(claimed);
                return;
            }
            lanes.put(lane, new ArrayDeque<>());
        }
        try {
            executor.execute(() -> drain(lane, claimed));
        } catch (RejectedExecutionException stopping) {
            synchronized (lanes) {
                lanes.remove(lane);
            }
            throw stopping;
        }
    }

    private void drain(String lane, Claimed first) {
        Claimed next = first;
        while (next != null) {
            deliver(next);
            synchronized (lanes) {
                next = lanes.get(lane).poll();
                if (next == null) {
                    lanes.remove(lane);
                }
            }
            free.release();
            wake();
        }
    }

    private void deliver(Claimed claimed) {
        String event = claimed.pending().event().id().value();
        try {
            delivery.deliver(claimed.pending(), claimed.until());
        } catch (RuntimeException failed) {
            LOG.warn("Event {} is delivered again when its claim has ended: {}", event, failed.toString());
        } catch (Error grave) {
            LOG.error("Event {} is delivered again when its claim has ended", event, grave);
        }
    }

    private record Claimed(Pending pending, Instant until) {}
}
