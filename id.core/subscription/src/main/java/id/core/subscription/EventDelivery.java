package id.core.subscription;

import id.api.plugin.PluginRegistry;
import id.api.storage.OutboxStore;
import id.api.storage.OutboxStore.Pending;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.subscription.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one claimed event to everybody that has not taken it, and records how far it got. A recipient that refused for
 * good is recorded with a mark in front of its name, so that the others still get the event before it is put aside.
 */
final class EventDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
    private static final String REFUSED = "!";
    private static final int MAX_WHY = 500;

    private final OutboxStore outbox;
    private final PluginRegistry plugins;
    private final Audience audience;
    private final DeliveryRules rules;
    private final InstantSource clock;

    EventDelivery(OutboxStore outbox, PluginRegistry plugins, DeliveryRules rules, InstantSource clock) {
        this.outbox = outbox;
        this.plugins = plugins;
        this.audience = new Audience(plugins, rules, clock);
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Gives the event away.
     *
     * @param until
     *            when the claim ends: no recipient is called that could run beyond it
     */
    void deliver(Pending pending, Instant until) {
        IdentityEvent event = pending.event();
        List<Recipient> present = audience.present(event.topic());
        Set<String> taken = new HashSet<>(pending.delivered());
        Map<String, String> later = new TreeMap<>();
        Map<String, String> notNow = new TreeMap<>();
        for (Recipient recipient : present) {
            if (!isSettled(taken, recipient.name())) {
                if (clock.instant().plus(rules.reactionLimit()).isAfter(until)) {
                    // Others may have been slow: the rest goes on under a fresh claim, at once.
                    outbox.postpone(event.id(), taken, pending.attempts(), clock.instant());
                    return;
                }
                give(recipient, event, taken, later, notNow);
            }
        }
        Set<String> missing = audience.missing(event.topic(), present);
        missing.removeIf(name -> isSettled(taken, name));
        missing.addAll(notNow.keySet());
        conclude(pending, taken, later, missing);
    }

    private void give(Recipient recipient, IdentityEvent event, Set<String> taken, Map<String, String> later,
            Map<String, String> notNow) {
        switch (recipient.give(plugins, event, rules.reactionLimit())) {
            case ReactionResult.Done() -> taken.add(recipient.name());
            case ReactionResult.RetryLater(String why) -> later.put(recipient.name(), why);
            case ReactionResult.NotNow(String why) -> notNow.put(recipient.name(), why);
            case ReactionResult.GivenUp(String why) -> {
                taken.add(REFUSED + recipient.name());
                LOG.warn("{} will never take event {}: {}", recipient.name(), event.id().value(), why);
            }
        }
    }

    private void conclude(Pending pending, Set<String> taken, Map<String, String> later, Set<String> missing) {
        IdentityEvent event = pending.event();
        int attempts = later.isEmpty() ? pending.attempts() : pending.attempts() + 1;
        // Somebody's right to be forgotten does not lapse because something was out of order for long.
        boolean lasting = event.topic() == Topic.IDENTITY_ERASED;
        if (attempts >= rules.maxAttempts() && !later.isEmpty() && !lasting) {
            LOG.error("Event {} is put aside after {} tries: {}", event.id().value(), attempts, later);
            outbox.giveUp(event.id(), taken, shortened("Not taken after " + attempts + " tries: " + later));
        } else if (!later.isEmpty()) {
            LOG.info("Event {} is tried again, failed tries {}: {}", event.id().value(), attempts, later);
            outbox.postpone(event.id(), taken, attempts, clock.instant().plus(rules.delay(attempts)));
        } else if (!missing.isEmpty()) {
            LOG.debug("Event {} waits for {}", event.id().value(), missing);
            outbox.postpone(event.id(), taken, attempts, clock.instant().plus(rules.firstDelay()));
        } else if (taken.stream().anyMatch(name -> name.startsWith(REFUSED))) {
            outbox.giveUp(event.id(), taken, shortened("Refused for good by " + refusals(taken)));
        } else {
            outbox.complete(event.id());
        }
    }

    private static Set<String> refusals(Set<String> taken) {
        Set<String> names = new TreeSet<>();
        taken.stream().filter(name -> name.startsWith(REFUSED)).map(name -> name.substring(1)).forEach(names::add);
        return names;
    }

    private static String shortened(String why) {
        return why.length() <= MAX_WHY ? why : why.substring(0, MAX_WHY);
    }

    private static boolean isSettled(Set<String> taken, String name) {
        return taken.contains(name) || taken.contains(REFUSED + name);
    }
}
