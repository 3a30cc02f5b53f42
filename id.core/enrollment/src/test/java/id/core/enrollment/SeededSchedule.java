package id.core.enrollment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lets one thread run at a time and draws at each call of a store who goes on: the same seed is the same run. */
final class SeededSchedule implements Steps {
    private final Random random;
    private final List<Thread> waiting = new ArrayList<>();
    private final Runnable surprise;
    private int active;
    private Thread chosen;
    private Throwable failure;

    /**
     * @param surprise
     *            happens before one in fifty steps
     */
    SeededSchedule(long seed, Runnable surprise) {
        this.random = new Random(seed);
        this.surprise = surprise;
    }

    /** Runs all, returns when all have ended; fails with the first failure. */
    void run(List<Runnable> works) throws InterruptedException {
        active = works.size();
        List<Thread> threads = works.stream().map(work -> Thread.ofVirtual().unstarted(() -> {
            try {
                before("start", true);
                work.run();
            } catch (RuntimeException | Error failed) {
                synchronized (this) {
                    failure = failure == null ? failed : failure;
                }
            } finally {
                end();
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    boolean chance(double probability) {
        synchronized (this) {
            return random.nextDouble() < probability;
        }
    }

    @Override
    public void before(String operation, boolean outermost) {
        if (!outermost) {
            return;
        }
        synchronized (this) {
            Thread self = Thread.currentThread();
            waiting.add(self);
            choose();
            while (chosen != self) {
                try {
                    wait();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }
            chosen = null;
            waiting.remove(self);
            if (random.nextInt(50) == 0) {
                surprise.run();
            }
        }
    }

    private synchronized void end() {
        active--;
        choose();
    }

    private void choose() {
        if (chosen == null && active > 0 && waiting.size() == active) {
            chosen = waiting.get(random.nextInt(active));
            notifyAll();
        }
    }
}
