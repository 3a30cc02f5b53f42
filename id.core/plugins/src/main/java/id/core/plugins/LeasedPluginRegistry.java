package id.core.plugins;

import id.api.audit.AuditEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import id.core.plugins.PluginBreaker.Permission;
import id.core.plugins.process.RunningPlugin;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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

    private final LeaseLimits limits;
    private final PluginWhiteboard whiteboard;
    private final PluginSurvey survey;
    private final PluginThreads threads = new PluginThreads();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY) private volatile PluginOrigins origins;

    /** Settings. */
    @ObjectClassDefinition(name = "Plugins")
    public @interface Config {
        @AttributeDefinition(name = "Drain time",
                description = "Longest that a plugin is kept for its calls in flight when it is removed; seconds, 0 to 600")
        int drainSeconds() default 30;

        @AttributeDefinition(name = "Hanging calls",
                description = "Calls beyond their time limit that a plugin service may hold before it is called no more; 1 to 1000")
        int hangingCalls() default 32;

        @AttributeDefinition(name = "Concurrent calls",
                description = "Calls that a plugin service may hold at a time; others wait for a place; 1 to 10000")
        int concurrentCalls() default 64;

        @AttributeDefinition(name = "Failures that open the breaker",
                description = "Share of failed calls within the window from which a plugin service is left alone; percent, 1 to 100")
        int breakerFailurePercent() default 50;

        @AttributeDefinition(name = "Window of the breaker",
                description = "How many of the last calls of a plugin service count; 1 to 10000")
        int breakerWindowCalls() default 20;

        @AttributeDefinition(name = "Least calls of the breaker",
                description = "Calls within the window before which the breaker does not open; 1 to breakerWindowCalls")
        int breakerLeastCalls() default 10;

        @AttributeDefinition(name = "Pause of the breaker",
                description = "How long a plugin service is left alone before it is tried again; seconds, 1 to 3600")
        int breakerPauseSeconds() default 30;

        @AttributeDefinition(name = "Tries after the pause",
                description = "Calls that try whether a plugin service works again; 1 to 100")
        int breakerProbes() default 1;
    }

    @Activate
    public LeasedPluginRegistry(BundleContext context, Config config, @Reference ServiceComponentRuntime components,
            @Reference PluginAudit audit) {
        this(context, LeaseLimits.of(config), components, audit::record, Clock.systemUTC());
    }

    LeasedPluginRegistry(BundleContext context, LeaseLimits limits, ServiceComponentRuntime components,
            Consumer<AuditEntry> trail, Clock clock) {
        this.limits = limits;
        whiteboard = new PluginWhiteboard(context, limits, new BreakerWatch(limits.breaker(), clock, trail), threads);
        survey = new PluginSurvey(context, whiteboard, components, this::origin, this::process, this::mayUse);
        whiteboard.open();
    }

    @Deactivate
    void stop() {
        whiteboard.close();
        threads.stop();
    }

    private PluginOrigin origin(Bundle bundle) {
        PluginOrigins known = origins;
        return BundleOrigin.of(bundle, known == null ? Optional.empty() : known.of(bundle));
    }

    private boolean mayUse(Bundle bundle, String service) {
        PluginOrigins known = origins;
        return known == null || known.mayUse(bundle, service);
    }

    private Optional<RunningPlugin> process(Bundle bundle) {
        PluginOrigins known = origins;
        return known == null ? Optional.empty() : known.process(bundle);
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
    public void whileNobodyEnters(List<OfferedService> services, Runnable work) {
        whiteboard.whileNobodyEnters(services.stream().map(Lease.class::cast).toList(), work);
    }

    private <S, R> PluginOutcome<R> bounded(Class<S> kind, String filter, Duration limit,
            Function<Lease, PluginCallTask<S, R>> task) {
        PluginKinds.check(kind);
        if (limit.isNegative() || limit.isZero()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "limit", "The time limit must be positive");
        }
        long begun = System.nanoTime();
        // What is waited for a place is no time of the plugin, which is to have half of the limit at least.
        long entry = begun + limit.toNanos() / 2;
        try {
            List<Lease> fitting = whiteboard.fitting(kind, filter);
            while (!fitting.isEmpty()) {
                for (Lease lease : fitting) {
                    switch (lease.admit(entry)) {
                        case Lease.Admission.In(Permission permission) -> {
                            return run(lease, permission, kind, limit, begun, task.apply(lease));
                        }
                        case Lease.Admission.KeptOut(String why, Duration retryAfter) -> {
                            // The best one decides: the next one may keep another gallery, or other objects.
                            lease.statistics().keptOut();
                            return new PluginOutcome.Paused<>(why, retryAfter);
                        }
                        case Lease.Admission.Going() -> LOG.trace("{} is going", lease.plugin());
                    }
                }
                // All of them went between the look and the knock: another may have taken their place.
                fitting = whiteboard.fitting(kind, filter);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new PluginOutcome.Failed<>("The caller was stopped while it waited to call "
                    + kind.getSimpleName(), stopped);
        }
        return new PluginOutcome.Absent<>("No plugin offers " + kind.getSimpleName()
                + (filter.isEmpty() ? "" : " with " + filter) + ": install one, or look at what keeps it idle");
    }

    private <S, R> PluginOutcome<R> run(Lease lease, Permission permission, Class<S> kind, Duration limit, long begun,
            PluginCallTask<S, R> task) {
        LeasedCall call = new LeasedCall(lease, permission, System.nanoTime());
        try {
            if (lease.calls().abandoned() >= limits.hangingCalls()) {
                lease.calls().leave();
                call.withdrawn();
                return recorded(lease, kind, new PluginOutcome.Failed<>(lease.plugin() + ": " + limits.hangingCalls()
                        + " calls never came back, so it is called no more: replace or restart the plugin", null));
            }
            if (CallDepth.here() >= CallDepth.MOST) {
                lease.calls().leave();
                call.withdrawn();
                return recorded(lease, kind, new PluginOutcome.Failed<>(lease.plugin() + ": " + CallDepth.MOST
                        + " calls of plugins stand within each other, and no further one begins", null));
            }
            if (!started(lease, kind, task)) {
                call.withdrawn();
                return new PluginOutcome.Failed<>(lease.plugin() + ": there is no thread left to call it", null);
            }
            PluginOutcome<R> outcome = awaited(lease, limit, limit.toNanos() - (System.nanoTime() - begun), task);
            return call.ended(outcome) ? recorded(lease, kind, outcome) : outcome;
        } finally {
            lease.ended();
        }
    }

    private <S, R> boolean started(Lease lease, Class<S> kind, PluginCallTask<S, R> task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            lease.calls().leave();
            LOG.error("No thread to call {} of {}: {}", kind.getSimpleName(), lease.plugin(), noThread.toString());
            return false;
        }
    }

    private <S, R> PluginOutcome<R> awaited(Lease lease, Duration limit, long nanos, PluginCallTask<S, R> task) {
        try {
            return unlessStopped(task.outcome().get(nanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            task.abandon();
            return new PluginOutcome.TimedOut<>(lease.plugin(), limit);
        } catch (InterruptedException stopped) {
            task.abandon();
            Thread.currentThread().interrupt();
            return new PluginOutcome.Failed<>(lease.plugin() + ": the caller was stopped while it worked", stopped);
        } catch (ExecutionException never) {
            throw new IllegalStateException("An outcome is never exceptional", never);
        }
    }

    /** What breaks because everything stops is nobody's fault: callers tell it by the cause. */
    private <R> PluginOutcome<R> unlessStopped(PluginOutcome<R> outcome) {
        return threads.isStopped() && outcome instanceof PluginOutcome.Failed<R>(String why, Throwable cause)
                ? new PluginOutcome.Failed<>(why, new InterruptedException("The system stops"))
                : outcome;
    }

    private <R> PluginOutcome<R> recorded(Lease lease, Class<?> kind, PluginOutcome<R> outcome) {
        switch (outcome) {
            case PluginOutcome.Failed<R>(String why, Throwable cause) -> {
                if (lease.statistics().failed()) {
                    LOG.warn("{} failed: {}", kind.getSimpleName(), why, cause);
                }
            }
            case PluginOutcome.TimedOut<R>(String plugin, Duration limit) -> {
                if (lease.statistics().timedOut()) {
                    LOG.warn("{} of {} did not answer within {} ms", kind.getSimpleName(), plugin, limit.toMillis());
                }
            }
            case PluginOutcome.Answered<R> answered -> LOG.trace("{} answered", lease.plugin());
            case PluginOutcome.Refused<R> refused -> LOG.debug("{} refused a call", lease.plugin());
            case PluginOutcome.Paused<R> paused -> LOG.trace("paused");
            case PluginOutcome.Absent<R> absent -> LOG.trace("absent");
        }
        return outcome;
    }
}
