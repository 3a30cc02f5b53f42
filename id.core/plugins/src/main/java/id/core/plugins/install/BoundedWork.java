package id.core.plugins.install;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that runs a plugin's code where no lease does: its start, its stop, the making of its services. Each piece has a
 * thread of its own, which is left alone when the time is up: a plugin that hangs there hangs alone.
 */
final class BoundedWork {
    private BoundedWork() {}

    /** The work did not end in time; its thread is named {@code plugin-WHAT} and goes on. */
    static final class Hanging extends Exception {
        private static final long serialVersionUID = 1L;

        Hanging(String what, Duration limit) {
            super("did not " + what + " within " + limit.toSeconds() + " s");
        }
    }

    /**
     * @param what
     *            a verb, for the thread's name and the message
     *
     * @throws ExecutionException
     *             with what the work threw
     */
    static <T> T run(String what, Duration limit, Callable<T> work) throws Hanging, ExecutionException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().name("plugin-" + what).daemon().start(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw new Hanging(what, limit);
        }
    }
}
