package id.core.plugins;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls that a service holds, those too whose callers have gone. Safe for concurrent use. */
final class CallsInside {
    private final ReentrantLock gate = new ReentrantLock();
    private final Condition left = gate.newCondition();
    private final Set<Thread> hanging = ConcurrentHashMap.newKeySet();
    private boolean closing;
    private boolean quiet;
    private int inside;
    private int abandoned;

    /** What became of the wish to enter. */
    enum Entry {
        IN, GOING,
        /** Nobody was let in for all that time. */
        QUIET
    }

    /**
     * Lets a call in, once it is no longer quiet inside.
     *
     * @param deadline
     *            as {@link System#nanoTime()} tells it
     */
    Entry enter(long deadline) throws InterruptedException {
        gate.lock();
        try {
            for (long left = 1; quiet && !closing && left > 0;) {
                left = this.left.awaitNanos(deadline - System.nanoTime());
            }
            if (closing || quiet) {
                return closing ? Entry.GOING : Entry.QUIET;
            }
            inside++;
            return Entry.IN;
        } finally {
            gate.unlock();
        }
    }

    /** Keeps calls waiting outside until {@link #resume} or {@link #close}; those inside go on. */
    void quieten() {
        gate.lock();
        try {
            quiet = true;
        } finally {
            gate.unlock();
        }
    }

    void resume() {
        gate.lock();
        try {
            quiet = false;
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** A call is out. */
    void leave() {
        gate.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /**
     * The caller of a call waits no longer; the call is still in.
     *
     * @param held
     *            the thread that it is on, or null when it is on none
     */
    void abandon(Thread held) {
        if (held != null) {
            hanging.add(held);
        }
        gate.lock();
        try {
            abandoned++;
        } finally {
            gate.unlock();
        }
    }

    /** The thread of an abandoned call is free again, though the call may still be in by a promise. */
    void free(Thread held) {
        hanging.remove(held);
    }

    /** An abandoned call is out. */
    void leaveAbandoned() {
        gate.lock();
        try {
            abandoned--;
        } finally {
            gate.unlock();
        }
        leave();
    }

    /** Calls that somebody waits for. */
    int awaited() {
        gate.lock();
        try {
            return inside - abandoned;
        } finally {
            gate.unlock();
        }
    }

    int abandoned() {
        gate.lock();
        try {
            return abandoned;
        } finally {
            gate.unlock();
        }
    }

    /** Names of the threads that abandoned calls hold. */
    List<String> hangingThreads() {
        return hanging.stream().map(Thread::getName).sorted().toList();
    }

    boolean isClosing() {
        gate.lock();
        try {
            return closing;
        } finally {
            gate.unlock();
        }
    }

    void close() {
        gate.lock();
        try {
            closing = true;
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** Waits until every call is out, no longer than {@code limit}; returns how many are still in. */
    int drain(Duration limit) {
        long remaining = limit.toNanos();
        boolean interrupted = false;
        gate.lock();
        try {
            while (inside > 0 && remaining > 0) {
                try {
                    remaining = left.awaitNanos(remaining);
                } catch (InterruptedException again) {
                    // Whoever stops a bundle may not cut the drain short: the calls in flight would lose their classes.
                    interrupted = true;
                }
            }
            return inside;
        } finally {
            gate.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
