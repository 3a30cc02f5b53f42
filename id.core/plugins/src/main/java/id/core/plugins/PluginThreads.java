package id.core.plugins;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The threads that plugins work on. Such a thread may keep something of a plugin (a thread-local value above all), and
 * with it the plugin's classes: when a plugin goes, every thread that may have worked for it ends with its task.
 */
final class PluginThreads implements Executor {
    private volatile ExecutorService threads = fresh();
    private volatile boolean stopped;

    private static ExecutorService fresh() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().name("plugin-", 0).daemon().inheritInheritableThreadLocals(false).factory());
    }

    /**
     * @throws RejectedExecutionException
     *             after {@link #stop()}
     */
    @Override
    public void execute(Runnable task) {
        while (true) {
            ExecutorService now = threads;
            try {
                now.execute(task);
                return;
            } catch (RejectedExecutionException renewed) {
                if (stopped || now == threads) {
                    throw renewed;
                }
            }
        }
    }

    /** From here on tasks get new threads. */
    synchronized void renew() {
        if (stopped) {
            return;
        }
        ExecutorService before = threads;
        threads = fresh();
        before.shutdown();
    }

    /** Interrupts every task of the current threads; no further one begins. */
    synchronized void stop() {
        stopped = true;
        threads.shutdownNow();
    }

    boolean isStopped() {
        return stopped;
    }
}
