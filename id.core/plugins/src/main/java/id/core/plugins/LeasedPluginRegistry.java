package id.core.plugins;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases of plugins. A call runs on a thread of the operating system, not on a virtual one: a plugin that computes for
 * minutes or never returns would take a carrier from everybody else.
 */
@Component(service = { PluginRegistry.class, PluginAdmission.class }, immediate = true, configurationPid = LeasedPluginRegistry.PID)
@Designate(ocd = LeasedPluginRegistry.Config.class)
public final class LeasedPluginRegistry implements PluginRegistry, PluginAdmission {
    static final String PID = "id.core.plugins";
    private static final Logger LOG = LoggerFactory.getLogger(LeasedPluginRegistry.class);

    private final int maxHanging;
    private final PluginWhiteboard whiteboard;
    private final PluginSurvey survey;
    private final ExecutorService threads;

    /** Settings. */
    @ObjectClassDefinition(name = "Plugins")
    public @interface Config {
        @AttributeDefinition(name = "Drain time",
                description = "Longest that a plugin is kept for its calls in flight when it is removed; seconds, 0 to 600")
        int drainSeconds() default 30;

        @AttributeDefinition(name = "Hanging calls",
                description = "Calls beyond their time limit that a plugin service may hold before it is called no more; 1 to 1000")
        int hangingCalls() default 32;
    }

    @Activate
    public LeasedPluginRegistry(BundleContext context, Config config, @Reference ServiceComponentRuntime components) {
        Duration drain = Duration.ofSeconds(range("drainSeconds", config.drainSeconds(), 0, 600));
        maxHanging = range("hangingCalls", config.hangingCalls(), 1, 1_000);
        whiteboard = new PluginWhiteboard(context, drain);
        survey = new PluginSurvey(context, whiteboard, components);
        threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("plugin-", 0).daemon().factory());
        whiteboard.open();
    }

    @Deactivate
    void stop() {
        whiteboard.close();
        threads.shutdownNow();
    }

    @Override
    public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
        return bounded(kind, filter, limit, lease -> PluginCallTask.of(lease, kind, call));
    }

    @Override
    public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit,
            PluginCall<S, Promise<R>> call) {
        return bounded(kind, filter, limit, lease -> PluginCallTask.ofPromise(lease, kind, call));
    }

    @Override
    public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
        PluginKinds.check(kind);
        return whiteboard.fitting(kind, filter).stream()
                .map(lease -> new PluginOffer(lease.plugin(), lease.properties())).toList();
    }

    @Override
    public List<PluginStatus> plugins() {
        return survey.plugins();
    }

    @Override
    public void hold(String location) {
        whiteboard.hold(location);
    }

    @Override
    public void admit(String location) {
        whiteboard.admit(location);
    }

    @Override
    public List<OfferedService> services(String location) {
        return List.copyOf(whiteboard.of(location));
    }

    @Override
    public void swap(String from, String to) {
        whiteboard.swap(from, to);
    }

    @Override
    public List<OfferedService> services(Class<?> kind) {
        return List.copyOf(whiteboard.fitting(kind, ""));
    }

    @Override
    public boolean inQuiet(List<OfferedService> services, Duration limit, Runnable work) {
        return whiteboard.inQuiet(services.stream().map(Lease.class::cast).toList(), limit, work);
    }

    private <S, R> PluginOutcome<R> bounded(Class<S> kind, String filter, Duration limit,
            Function<Lease, PluginCallTask<S, R>> task) {
        PluginKinds.check(kind);
        if (limit.isNegative() || limit.isZero()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "The time limit must be positive");
        }
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (List<Lease> fitting = whiteboard.fitting(kind, filter); !fitting.isEmpty(); fitting = whiteboard.fitting(kind, filter)) {
                for (Lease lease : fitting) {
                    long left = deadline - System.nanoTime();
                    if (lease.enter(left)) {
                        return run(lease, kind, limit, deadline, task.apply(lease));
                    }
                    if (left <= 0) {
                        return new PluginOutcome.TimedOut<>(lease.plugin(), limit);
                    }
                }
                // All of them went between the look and the knock: another may have taken their place.
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new PluginOutcome.Failed<>(kind.getSimpleName() + ": the caller was stopped while it waited for a plugin", stopped);
        }
        return new PluginOutcome.Absent<>("No plugin offers " + kind.getSimpleName()
                + (filter.isEmpty() ? "" : " with " + filter) + ": install one, or look at what keeps it idle");
    }

    private <S, R> PluginOutcome<R> run(Lease lease, Class<S> kind, Duration limit, long deadline, PluginCallTask<S, R> task) {
        lease.statistics().called();
        if (lease.abandoned() >= maxHanging) {
            lease.leave(false);
            return recorded(lease, kind, new PluginOutcome.Failed<>(lease.plugin() + ": " + maxHanging
                    + " calls never came back, so it is called no more: replace or restart the plugin", null));
        }
        try {
            threads.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            lease.leave(false);
            LOG.error("No thread to call {} of {}: {}", kind.getSimpleName(), lease.plugin(), noThread.toString());
            return new PluginOutcome.Failed<>(lease.plugin() + ": there is no thread left to call it", noThread);
        }
        try {
            return recorded(lease, kind, task.outcome().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            task.abandon();
            return recorded(lease, kind, new PluginOutcome.TimedOut<>(lease.plugin(), limit));
        } catch (InterruptedException stopped) {
            task.abandon();
            Thread.currentThread().interrupt();
            return new PluginOutcome.Failed<>(lease.plugin() + ": the caller was stopped while it worked", stopped);
        } catch (ExecutionException never) {
            throw new IllegalStateException("An outcome is never exceptional", never);
        }
    }

    private <R> PluginOutcome<R> recorded(Lease lease, Class<?> kind, PluginOutcome<R> outcome) {
        switch (outcome) {
            case PluginOutcome.Failed<R>(String why, Throwable cause) -> {
                if (lease.statistics().failed()) {
                    LOG.warn("{} failed: {}", kind.getSimpleName(), why, Faults.withoutMessages(cause));
                }
            }
            case PluginOutcome.TimedOut<R>(String plugin, Duration limit) -> {
                if (lease.statistics().failed()) {
                    LOG.warn("{} of {} did not answer within {} ms", kind.getSimpleName(), plugin, limit.toMillis());
                }
            }
            case PluginOutcome.Answered<R> answered -> LOG.trace("{} answered", lease.plugin());
            case PluginOutcome.Refused<R> refused -> LOG.debug("{} refused a call", lease.plugin());
            case PluginOutcome.Absent<R> absent -> LOG.trace("absent");
        }
        return outcome;
    }

    private static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key,
                    PID + ": " + key + " is " + value + ", but must be " + least + " to " + most);
        }
        return value;
    }
}
