package id.core.subscription;

import id.api.plugin.PluginOffer;
import id.api.plugin.PluginRegistry;
import id.api.registry.ExternalRegistry;
import id.api.subscription.EventReaction;
import id.api.subscription.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who takes the events of a topic. Remembers who was there a while ago: an event must not count as delivered because a
 * reaction is being replaced at that moment, or has not been started yet.
 */
final class Audience {
    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final PluginRegistry plugins;
    private final DeliveryRules rules;
    private final InstantSource clock;
    private final Map<Seat, Instant> lastSeen = new ConcurrentHashMap<>();

    Audience(PluginRegistry plugins, DeliveryRules rules, InstantSource clock) {
        this.plugins = plugins;
        this.rules = rules;
        this.clock = clock;
    }

    /** The recipients that are there now. */
    List<Recipient> present(Topic topic) {
        List<Recipient> present = new ArrayList<>();
        for (PluginOffer offer : plugins.offers(EventReaction.class, "")) {
            if (wants(offer, EventReaction.TOPICS, topic) && isNamed(offer, EventReaction.NAME)) {
                present.add(new Recipient.Reaction((String) offer.properties().get(EventReaction.NAME)));
            }
        }
        for (PluginOffer offer : plugins.offers(ExternalRegistry.class, "")) {
            if (wants(offer, ExternalRegistry.TOPICS, topic) && isNamed(offer, ExternalRegistry.NAME)) {
                present.add(new Recipient.Registry((String) offer.properties().get(ExternalRegistry.NAME)));
            }
        }
        Instant now = clock.instant();
        present.forEach(recipient -> lastSeen.put(new Seat(topic, recipient.name()), now));
        return present;
    }

    /** Names of those that must take events of the topic and are not there. */
    Set<String> missing(Topic topic, List<Recipient> present) {
        Set<String> missing = new TreeSet<>(rules.required(topic));
        Instant since = clock.instant().minus(rules.absence());
        lastSeen.values().removeIf(last -> last.isBefore(since));
        lastSeen.keySet().stream().filter(seat -> seat.topic() == topic).map(Seat::name).forEach(missing::add);
        present.forEach(recipient -> missing.remove(recipient.name()));
        return missing;
    }

    private static boolean isNamed(PluginOffer offer, String key) {
        if (offer.properties().get(key) instanceof String name && !name.isBlank()) {
            return true;
        }
        LOG.warn("{} takes events, but not under a name: its service property {} is missing", offer.plugin(), key);
        return false;
    }

    private static boolean wants(PluginOffer offer, String key, Topic topic) {
        return switch (offer.properties().get(key)) {
            case String one -> one.equals(topic.name());
            case String[] several -> Arrays.asList(several).contains(topic.name());
            case Collection<?> several -> several.contains(topic.name());
            case null, default -> false;
        };
    }

    private record Seat(Topic topic, String name) {}
}
