package id.core.enrollment;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.promise.Promise;

/** Calls plugins: on the caller's thread, or on another with the time limit kept. */
final class FakeRegistry implements PluginRegistry {
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final List<Offered> offered = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Integer> untilPause = new ConcurrentHashMap<>();
    private final boolean timed;

    private record Offered(Class<?> kind, Object service, Map<String, Object> properties) {}

    FakeRegistry(boolean timed) {
        this.timed = timed;
    }

    <S> void offer(Class<S> kind, S service, Map<String, Object> properties) {
        offered.add(new Offered(kind, service, properties));
    }

    /** Calls of a kind beyond the next {@code calls} are kept from the plugin. */
    void pauseAfter(int calls, Class<?> kind) {
        untilPause.put(kind, calls);
    }

    void goOn() {
        untilPause.clear();
    }

    private boolean isPaused(Class<?> kind) {
        Integer left = untilPause.computeIfPresent(kind, (same, calls) -> calls - 1);
        return left != null && left < 0;
    }

    void withdraw(Object service) {
        offered.removeIf(one -> one.service() == service);
    }

    private List<Offered> fitting(Class<?> kind, String filter) {
        return offered.stream().filter(one -> one.kind() == kind && fits(filter, one.properties())).toList();
    }

    private static boolean fits(String filter, Map<String, Object> properties) {
        try {
            return filter.isEmpty() || FrameworkUtil.createFilter(filter).matches(properties);
        } catch (InvalidSyntaxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
        Optional<Offered> found = fitting(kind, filter).stream().findFirst();
        if (found.isEmpty()) {
            return new PluginOutcome.Absent<>("Nobody offers " + kind.getSimpleName() + " " + filter);
        }
        if (isPaused(kind)) {
            return new PluginOutcome.Paused<>(kind.getSimpleName() + " is left alone", PAUSE);
        }
        S plugin = kind.cast(found.get().service());
        try {
            R answer = timed ? within(limit, call, plugin) : call.ask(plugin);
            return answer == null ? new PluginOutcome.Failed<>("nothing answered", null) : new PluginOutcome.Answered<>(answer);
        } catch (TimeoutException late) {
            return new PluginOutcome.TimedOut<>(kind.getSimpleName(), limit);
        } catch (Steps.Death death) {
            throw death;
        } catch (IdentityException coded) {
            return coded.category() == ErrorCategory.CALLER ? new PluginOutcome.Refused<>(coded)
                    : new PluginOutcome.Failed<>(coded.getMessage(), coded);
        } catch (Exception | LinkageError failed) {
            return new PluginOutcome.Failed<>(kind.getSimpleName() + " threw " + failed.getClass().getSimpleName(), failed);
        }
    }

    private static <S, R> R within(Duration limit, PluginCall<S, R> call, S plugin) throws Exception {
        FutureTask<R> task = new FutureTask<>(() -> call.ask(plugin));
        Thread thread = Thread.startVirtualThread(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) failed.getCause();
        } catch (TimeoutException | InterruptedException late) {
            thread.interrupt();
            throw late;
        }
    }

    @Override
    public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit, PluginCall<S, Promise<R>> call) {
        return call(kind, filter, limit, plugin -> {
            Promise<R> promise = call.ask(plugin);
            try {
                return promise.getValue();
            } catch (java.lang.reflect.InvocationTargetException failed) {
                throw (Exception) failed.getCause();
            }
        });
    }

    @Override
    public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
        return fitting(kind, filter).stream().map(one -> new PluginOffer("test", one.properties())).toList();
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.of();
    }
}
