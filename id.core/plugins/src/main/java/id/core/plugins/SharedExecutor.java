package id.core.plugins;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** An executor that many use and none of them may end: one plugin that cleans up after itself would end all the others. */
final class SharedExecutor extends AbstractExecutorService {
    private final ExecutorService executor;

    SharedExecutor(ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void shutdown() {
        throw shared();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw shared();
    }

    private static UnsupportedOperationException shared() {
        return new UnsupportedOperationException("These threads are shared by all: cancel your own tasks instead");
    }

    @Override
    public boolean isShutdown() {
        return executor.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return executor.awaitTermination(timeout, unit);
    }
}
