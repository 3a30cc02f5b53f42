package id.core.subscription;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.subscription.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The settings, checked.
 *
 * @param required
 *            names of reactions that must take events of a topic
 */
record DeliveryRules(int parallel, Duration poll, Duration reactionLimit, Duration firstDelay, Duration longestDelay,
        int maxAttempts, Map<Topic, Set<String>> required, Duration absence) {

    static DeliveryRules of(SubscriptionSettings settings) {
        return new DeliveryRules(range("parallel", settings.parallel(), 1, 256),
                Duration.ofMillis(range("pollMs", settings.pollMs(), 10, 60_000)),
                Duration.ofSeconds(range("reactionSeconds", settings.reactionSeconds(), 1, 300)),
                Duration.ofMillis(range("firstDelayMs", settings.firstDelayMs(), 1, 600_000)),
                Duration.ofSeconds(range("longestDelaySeconds", settings.longestDelaySeconds(), 1, 86_400)),
                range("maxAttempts", settings.maxAttempts(), 1, 1_000), required(settings.requiredReactions()),
                Duration.ofSeconds(range("absenceSeconds", settings.absenceSeconds(), 0, 86_400)));
    }

    /** How long a claim lasts: a crashed node's events are free again after that. */
    Duration lease() {
        return reactionLimit.multipliedBy(3);
    }

    /** The delay after so many failed tries. */
    Duration delay(int attempts) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempts && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }

    Set<String> required(Topic topic) {
        return required.getOrDefault(topic, Set.of());
    }

    private static Map<Topic, Set<String>> required(String[] entries) {
        Map<Topic, Set<String>> required = new EnumMap<>(Topic.class);
        for (String entry : entries) {
            int split = entry.indexOf('=');
            String name = split < 1 ? "" : entry.substring(0, split).strip();
            Topic topic = Arrays.stream(Topic.values())
                    .filter(known -> known.name().equals(entry.substring(split + 1).strip())).findFirst()
                    .orElseThrow(() -> wrong("requiredReactions", "must hold entries name=TOPIC"));
            if (name.isEmpty()) {
                throw wrong("requiredReactions", "must hold entries name=TOPIC");
            }
            required.computeIfAbsent(topic, key -> new HashSet<>()).add(name);
        }
        return required;
    }

    private static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, "is " + value + ", but must be " + least + " to " + most);
        }
        return value;
    }

    private static IdentityException wrong(String key, String mend) {
        return new IdentityException(GeneralError.INVALID_VALUE, key, OutboxSubscription.PID + ": " + key + " " + mend);
    }
}
