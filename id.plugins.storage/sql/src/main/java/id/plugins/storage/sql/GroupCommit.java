package id.plugins.storage.sql;

import id.api.error.IdentityException;
import id.api.storage.StorageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sync for all commits that happened before it began.
 * <p>
 * Callers commit cheaply in the database, then take a ticket and wait; a thread of its own syncs and releases every
 * ticket that was taken before the sync began. While it syncs, others gather for the next one. A thread of its own,
 * because H2 gives up waiting for its writer when the calling thread is interrupted.
 * <p>
 * A sync that failed is never tried again: after a failed fsync the kernel may have dropped the pages, and a second one
 * that succeeds would prove nothing. The store stops instead.
 */
final class GroupCommit implements Durability {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** What is synced. */
    interface Device {
        /** Writes and syncs everything that was committed before the call. */
        void sync() throws Exception;

        /** Closes without writing anything more. */
        void abandon();
    }

    private final Device device;
    private final long gatherNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition synced = lock.newCondition();
    /** Transactions between the start of their commit and the end of their sync, and where they wrote. */
    private final AtomicLong unsynced = new AtomicLong();
    private final Map<Class<?>, Area> areas = new ConcurrentHashMap<>();
    private final Thread committer;
    private long lastTicket;
    private long lastSynced;
    private volatile boolean closing;
    private volatile Throwable failure;

    /**
     * @param gatherMicros
     *            how long a sync waits for more commits, in microseconds
     */
    GroupCommit(Device device, int gatherMicros) {
        this.device = device;
        this.gatherNanos = gatherMicros * 1_000L;
        this.committer = Thread.ofPlatform().name("idem-group-commit").daemon().start(this::syncUntilClosed);
    }

    @Override
    public void check() {
        if (failure != null || closing) {
            throw stopped();
        }
    }

    /** What is known of the commits of one area. */
    private static final class Area {
        /** Commits between their start and the end of their sync: raised before anybody can see them. */
        private final AtomicInteger unsynced = new AtomicInteger();
        /** Those of them that have no ticket yet; guarded by the lock. */
        private int withoutTicket;
        /** Of those that have one; guarded by the lock. */
        private long lastTicket;
    }

    @Override
    public void commit(Set<Class<?>> written, Runnable databaseCommit) {
        check();
        List<Area> touched = new ArrayList<>(written.size());
        written.forEach(mapper -> touched.add(areas.computeIfAbsent(mapper, first -> new Area())));
        begin(touched);
        boolean committed = false;
        try {
            databaseCommit.run();
            committed = true;
            await(ticket(touched));
        } finally {
            end(touched, committed);
        }
    }

    private void begin(List<Area> touched) {
        lock.lock();
        try {
            unsynced.incrementAndGet();
            for (Area area : touched) {
                area.unsynced.incrementAndGet();
                area.withoutTicket++;
            }
        } finally {
            lock.unlock();
        }
    }

    private long ticket(List<Area> touched) {
        lock.lock();
        try {
            long ticket = ++lastTicket;
            for (Area area : touched) {
                area.withoutTicket--;
                area.lastTicket = ticket;
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    private void end(List<Area> touched, boolean hadTicket) {
        lock.lock();
        try {
            for (Area area : touched) {
                area.unsynced.decrementAndGet();
                area.withoutTicket -= hadTicket ? 0 : 1;
            }
            if (unsynced.decrementAndGet() == 0 && closing) {
                wanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Others' commits are visible before they are synced: nobody may pass on what a loss of power would take back. Only
     * commits to what was read count, and of those only the ones up to now.
     */
    @Override
    public void awaitSeen(Set<Class<?>> read) {
        if (failure != null) {
            throw stopped();
        }
        long ticket = 0;
        for (Class<?> mapper : read) {
            Area area = areas.get(mapper);
            if (area != null && area.unsynced.get() > 0) {
                ticket = Math.max(ticket, lastTicketOf(area));
            }
        }
        if (ticket > 0) {
            await(ticket);
        }
    }

    /** The ticket whose sync covers every commit of the area that can be seen now. */
    private long lastTicketOf(Area area) {
        lock.lock();
        try {
            // One that is visible and has no ticket yet is covered by the next sync only.
            return area.withoutTicket > 0 ? ++lastTicket : area.lastTicket;
        } finally {
            lock.unlock();
        }
    }

    private void await(long ticket) {
        lock.lock();
        try {
            if (lastSynced < ticket) {
                wanted.signal();
            }
            while (lastSynced < ticket && failure == null && !(closing && !committer.isAlive())) {
                synced.awaitUninterruptibly();
            }
            if (lastSynced < ticket) {
                throw stopped();
            }
        } finally {
            lock.unlock();
        }
    }

    private void syncUntilClosed() {
        try {
            while (awaitWanted()) {
                long target = gather();
                device.sync();
                release(target);
            }
        } catch (Throwable failed) {
            stop(failed);
        }
    }

    private boolean awaitWanted() {
        lock.lock();
        try {
            // A commit that has begun will ask for its sync: closing waits for it.
            while (lastTicket == lastSynced && !(closing && unsynced.get() == 0)) {
                wanted.awaitUninterruptibly();
            }
            return lastTicket != lastSynced;
        } finally {
            lock.unlock();
        }
    }

    private long gather() {
        if (gatherNanos > 0) {
            LockSupport.parkNanos(gatherNanos);
        }
        lock.lock();
        try {
            return lastTicket;
        } finally {
            lock.unlock();
        }
    }

    private void release(long target) {
        lock.lock();
        try {
            lastSynced = target;
            synced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void stop(Throwable failed) {
        LOG.error("The database file could not be synced: the store stops. Check the disk, then restart", failed);
        lock.lock();
        try {
            failure = failed;
            synced.signalAll();
        } finally {
            lock.unlock();
        }
        device.abandon();
    }

    private IdentityException stopped() {
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "",
                "The store has stopped, nothing is lost that was acknowledged: check the disk and restart", failure);
    }

    /** Takes no new commits, syncs those that have begun, then ends. */
    @Override
    public void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (committer.isAlive()) {
            try {
                committer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        lock.lock();
        try {
            synced.signalAll();
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
