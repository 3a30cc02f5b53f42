package id.core.plugins;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginPaused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call to one plugin, on a thread of its own. Holds the lease until the plugin is out, which may be long after the
 * caller has gone.
 *
 * @param <S>
 *            the SPI
 * @param <R>
 *            the answer
 */
final class PluginCallTask<S, R> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginCallTask.class);

    private final Lease lease;
    private final Class<S> kind;
    private final PluginCall<S, R> plain;
    private final PluginCall<S, Promise<R>> promising;
    private final CompletableFuture<PluginOutcome<R>> outcome = new CompletableFuture<>();
    private final int depth = CallDepth.here();
    private final AtomicBoolean left = new AtomicBoolean();
    private Thread worker;
    private Thread held;
    private String nameBefore;
    private boolean abandoned;
    private boolean out;

    private PluginCallTask(Lease lease, Class<S> kind, PluginCall<S, R> plain, PluginCall<S, Promise<R>> promising) {
        this.lease = lease;
        this.kind = kind;
        this.plain = plain;
        this.promising = promising;
    }

    static <S, R> PluginCallTask<S, R> of(Lease lease, Class<S> kind, PluginCall<S, R> call) {
        return new PluginCallTask<>(lease, kind, call, null);
    }

    static <S, R> PluginCallTask<S, R> ofPromise(Lease lease, Class<S> kind, PluginCall<S, Promise<R>> call) {
        return new PluginCallTask<>(lease, kind, null, call);
    }

    CompletableFuture<PluginOutcome<R>> outcome() {
        return outcome;
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (!begin(thread)) {
            leave();
            return;
        }
        boolean promised = false;
        try {
            CallDepth.enter(depth + 1);
            thread.setContextClassLoader(lease.loader());
            S plugin = kind.cast(lease.service());
            if (plugin == null) {
                finish(broken("could not be started: its log entry says why", null));
            } else if (promising != null) {
                promised = follow(promising.ask(plugin));
            } else {
                finish(answer(plain.ask(plugin)));
            }
        } catch (Throwable fault) {
            finish(fault(fault));
        } finally {
            CallDepth.leave();
            thread.setContextClassLoader(before);
            end();
            if (!promised) {
                leave();
            }
        }
    }

    /** The caller waits no longer: interrupts the plugin and lets it run out by itself. */
    synchronized void abandon() {
        if (out) {
            return;
        }
        abandoned = true;
        held = worker;
        lease.calls().abandon(held);
        if (worker != null) {
            // A thread dump is where one looks for what hangs.
            nameBefore = worker.getName();
            worker.setName(nameBefore + " hanging in " + lease.plugin());
            worker.interrupt();
        }
    }

    private synchronized boolean begin(Thread thread) {
        worker = thread;
        return !abandoned;
    }

    /** From here on nobody interrupts this thread for this call, and none of its interrupts leaks into the next. */
    private synchronized void end() {
        if (held != null) {
            held.setName(nameBefore);
            lease.calls().free(held);
            held = null;
        }
        worker = null;
        Thread.interrupted();
    }

    /** Once: a promise of a plugin's own making may say twice that it is resolved. */
    private void leave() {
        if (!left.compareAndSet(false, true)) {
            return;
        }
        boolean counted;
        synchronized (this) {
            out = true;
            counted = abandoned;
        }
        if (counted) {
            lease.calls().leaveAbandoned();
        } else {
            lease.calls().leave();
        }
    }

    /**
     * A promise that a plugin resolves on a thread of its own has its callbacks run on a thread that the promises keep for
     * a minute and use again, and that was made with the plugin's class loader in its hands.
     */
    private void forgetLoader() {
        Thread thread = Thread.currentThread();
        if (lease.loader() != null && thread.getContextClassLoader() == lease.loader() && thread != worker) {
            thread.setContextClassLoader(PluginCallTask.class.getClassLoader());
        }
    }

    private boolean follow(Promise<R> promise) {
        if (promise == null) {
            finish(broken("returned null", null));
            return false;
        }
        promise.onResolve(() -> {
            forgetLoader();
            try {
                Throwable failure = promise.getFailure();
                finish(failure == null ? answer(promise.getValue()) : fault(failure));
            } catch (Throwable unreadable) {
                finish(fault(unreadable));
            } finally {
                leave();
            }
        });
        return true;
    }

    private void finish(PluginOutcome<R> result) {
        boolean answered = result instanceof PluginOutcome.Answered || result instanceof PluginOutcome.Refused;
        if (outcome.complete(result) && answered) {
            lease.statistics().answered();
        }
    }

    private PluginOutcome<R> answer(R value) {
        return value == null ? broken("returned null", null) : new PluginOutcome.Answered<>(value);
    }

    private PluginOutcome<R> fault(Throwable fault) {
        if (fault instanceof IdentityException theirs) {
            IdentityException coded;
            try {
                coded = Faults.coded(theirs);
            } catch (Throwable brokenCode) {
                return broken("threw an error whose code is broken", Faults.withoutMessages(brokenCode));
            }
            if (coded.getCause() instanceof PluginPaused paused && lease.isStandIn()) {
                // Nobody was called: the plugin's own process is not there at the moment.
                return new PluginOutcome.Paused<>(lease.plugin() + ": " + coded.getMessage(), paused.retryAfter());
            }
            return coded.category() == ErrorCategory.CALLER
                    ? new PluginOutcome.Refused<>(coded)
                    : broken(coded.getMessage(), coded);
        }
        if (fault instanceof VirtualMachineError grave) {
            LOG.error("{} brought the virtual machine to its limit in {}: {}", lease.plugin(), kind.getSimpleName(),
                    grave.getClass().getName(), Faults.withoutMessages(grave));
        }
        return broken("threw " + fault.getClass().getName(), Faults.withoutMessages(fault));
    }

    private PluginOutcome<R> broken(String why, Throwable cause) {
        return new PluginOutcome.Failed<>(lease.plugin() + ": " + why, cause);
    }
}
