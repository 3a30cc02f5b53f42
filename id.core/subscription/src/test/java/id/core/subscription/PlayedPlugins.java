package id.core.subscription;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import id.api.registry.ExternalRegistry;
import id.api.subscription.EventReaction;
import id.api.subscription.Topic;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.util.promise.Promise;

/** Calls plugins at once, on the caller's thread, and turns their faults into outcomes as the real one does. */
final class PlayedPlugins implements PluginRegistry {
    private final List<Offer> offers = new CopyOnWriteArrayList<>();

    void reaction(String name, EventReaction reaction, Topic... topics) {
        String[] names = Arrays.stream(topics).map(Topic::name).toArray(String[]::new);
        offers.add(new Offer(EventReaction.class, reaction,
                Map.of(EventReaction.NAME, name, EventReaction.TOPICS, names)));
    }

    void registry(String name, ExternalRegistry registry, Topic topic) {
        offers.add(new Offer(ExternalRegistry.class, registry,
                Map.of(ExternalRegistry.NAME, name, ExternalRegistry.TOPICS, topic.name())));
    }

    void add(Class<?> kind, Object plugin, Map<String, Object> properties) {
        offers.add(new Offer(kind, plugin, properties));
    }

    void remove(String name) {
        offers.removeIf(offer -> offer.properties().containsValue(name));
    }

    @Override
    public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
        for (Offer offer : offers) {
            if (offer.fits(kind, filter)) {
                try {
                    return new PluginOutcome.Answered<>(call.ask(kind.cast(offer.plugin())));
                } catch (IdentityException coded) {
                    return coded.category() == ErrorCategory.CALLER
                            ? new PluginOutcome.Refused<>(coded)
                            : new PluginOutcome.Failed<>(coded.getMessage(), coded);
                } catch (Exception fault) {
                    return new PluginOutcome.Failed<>("threw " + fault.getClass().getName(), fault);
                }
            }
        }
        return new PluginOutcome.Absent<>("nobody offers " + kind.getSimpleName());
    }

    @Override
    public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit,
            PluginCall<S, Promise<R>> call) {
        return switch (call(kind, filter, limit, call)) {
            case PluginOutcome.Answered<Promise<R>>(Promise<R> promise) -> value(promise);
            case PluginOutcome.Refused<Promise<R>>(IdentityException error) -> new PluginOutcome.Refused<>(error);
            case PluginOutcome.Failed<Promise<R>>(String why, Throwable cause) ->
                new PluginOutcome.Failed<>(why, cause);
            case PluginOutcome.TimedOut<Promise<R>>(String plugin, Duration time) ->
                new PluginOutcome.TimedOut<>(plugin, time);
            case PluginOutcome.Paused<Promise<R>>(String why, Duration retryAfter) ->
                new PluginOutcome.Paused<>(why, retryAfter);
            case PluginOutcome.Absent<Promise<R>>(String why) -> new PluginOutcome.Absent<>(why);
        };
    }

    private static <R> PluginOutcome<R> value(Promise<R> promise) {
        try {
            return new PluginOutcome.Answered<>(promise.getValue());
        } catch (InvocationTargetException | InterruptedException failed) {
            return new PluginOutcome.Failed<>("failed", failed);
        }
    }

    @Override
    public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
        return offers.stream().filter(offer -> offer.fits(kind, filter))
                .map(offer -> new PluginOffer("played", offer.properties())).toList();
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.of();
    }

    private record Offer(Class<?> kind, Object plugin, Map<String, Object> properties) {
        boolean fits(Class<?> wanted, String filter) {
            return kind == wanted && (filter.isEmpty() || properties.entrySet().stream()
                    .anyMatch(property -> filter.equals("(" + property.getKey() + "=" + property.getValue() + ")")));
        }
    }
}
