package id.core.subscription;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginPaused;
import id.api.registry.ExternalRegistry;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.subscription.Topic;
import id.api.value.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

public class EventDeliveryTest {
    private static final IdentityEvent EVENT = Played.event(1, 1);

    private final PlayedOutbox outbox = new PlayedOutbox();
    private final PlayedPlugins plugins = new PlayedPlugins();
    private final List<String> calls = new ArrayList<>();
    private Instant now = Played.START;

    @Test
    public void givesTheEventToEverybodyWhoWantsItOnce() {
        plugins.reaction("a", taking("a"), Topic.IDENTITY_CREATED, Topic.IDENTITY_UPDATED);
        plugins.reaction("b", taking("b"), Topic.IDENTITY_CREATED);
        plugins.reaction("c", taking("c"), Topic.CREDENTIAL_ISSUED);
        plugins.registry("civil", pushing("civil"), Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        deliver(rules());
        assertEquals(List.of("a", "b", "civil"), calls);
        assertEquals(0, outbox.countPending());
        assertEquals(0, outbox.countGivenUp());
    }

    @Test
    public void whatWasNotCalledUsesUpNoTries() {
        AtomicBoolean paused = new AtomicBoolean(true);
        plugins.reaction("a", event -> paused.get() ? new ReactionResult.NotNow("paused") : new ReactionResult.Done(),
                Topic.IDENTITY_CREATED);
        plugins.reaction("b", event -> {
            if (paused.get()) {
                throw new IdentityException(GeneralError.UNAVAILABLE, "", "behind", new PluginPaused(Duration.ofSeconds(1)));
            }
            return new ReactionResult.Done();
        }, Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        DeliveryRules rules = rules("maxAttempts", 2);
        for (int i = 0; i < 10; i++) {
            deliver(rules);
        }
        assertEquals(1, outbox.countPending());
        paused.set(false);
        deliver(rules);
        assertEquals(0, outbox.countPending());
        assertEquals(0, outbox.countGivenUp());
    }

    @Test
    public void triesAgainWithGrowingDelaysAndSparesThoseWhoHaveTakenIt() {
        plugins.reaction("a", taking("a"), Topic.IDENTITY_CREATED);
        plugins.reaction("b", event -> new ReactionResult.RetryLater("busy"), Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        DeliveryRules rules = rules("maxAttempts", 4, "longestDelaySeconds", 3);
        deliver(rules);
        assertEquals(Set.of("a"), outbox.only().delivered());
        assertEquals(now.plusSeconds(1), outbox.dueOfOnly());
        deliver(rules);
        assertEquals(now.plusSeconds(2), outbox.dueOfOnly());
        deliver(rules);
        assertEquals(now.plusSeconds(3), outbox.dueOfOnly());
        deliver(rules);
        assertEquals(0, outbox.countPending());
        assertEquals("Not taken after 4 tries: {b=busy}", outbox.whyGivenUp(EVENT.id()));
        assertEquals(List.of("a"), calls);
    }

    @Test
    public void anErasureIsNeverPutAside() {
        IdentityEvent erased = new IdentityEvent(EVENT.id(), Topic.IDENTITY_ERASED, EVENT.person(), EVENT.enrollment(),
                EVENT.credential(), EVENT.at(), "Erased");
        plugins.reaction("a", event -> calls.isEmpty() ? later() : taking("a").react(event), Topic.IDENTITY_ERASED);
        outbox.append(erased);
        DeliveryRules rules = rules("maxAttempts", 2);
        for (int i = 0; i < 10; i++) {
            deliver(rules);
        }
        assertEquals(1, outbox.countPending());
        assertEquals(0, outbox.countGivenUp());
        calls.add("woken");
        deliver(rules);
        assertEquals(0, outbox.countPending());
    }

    @Test
    public void countsAnExceptionAsLater() {
        plugins.reaction("a", event -> {
            throw new IllegalStateException("played");
        }, Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        deliver(rules());
        assertEquals(1, outbox.only().attempts());
    }

    @Test
    public void putsAsideWhatSomebodyRefusesOnceTheOthersHaveIt() {
        plugins.reaction("a", event -> new ReactionResult.GivenUp("never"), Topic.IDENTITY_CREATED);
        plugins.reaction("b", event -> calls.isEmpty() ? later() : taking("b").react(event), Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        deliver(rules());
        assertEquals(1, outbox.countPending());
        calls.add("woken");
        deliver(rules());
        assertEquals("Refused for good by [a]", outbox.whyGivenUp(EVENT.id()));
        assertEquals(List.of("woken", "b"), calls);
    }

    @Test
    public void waitsForARequiredReactionWithoutCountingTries() {
        DeliveryRules rules = rules("requiredReactions", new String[]{ "card=IDENTITY_CREATED" });
        outbox.append(EVENT);
        for (int i = 0; i < 50; i++) {
            deliver(rules);
        }
        assertEquals(0, outbox.only().attempts());
        plugins.reaction("card", taking("card"), Topic.IDENTITY_CREATED);
        deliver(rules);
        assertEquals(List.of("card"), calls);
        assertEquals(0, outbox.countPending());
    }

    @Test
    public void waitsForAReactionThatIsBeingReplacedButNotForEver() {
        plugins.reaction("push", taking("push"), Topic.IDENTITY_CREATED);
        EventDelivery delivery = delivery(rules());
        outbox.append(EVENT);
        delivery.deliver(outbox.only(), Instant.MAX);
        plugins.remove("push");
        outbox.append(Played.event(2, 2));
        now = now.plusSeconds(59);
        delivery.deliver(outbox.only(), Instant.MAX);
        assertEquals(1, outbox.countPending());
        now = now.plusSeconds(2);
        delivery.deliver(outbox.only(), Instant.MAX);
        assertEquals(0, outbox.countPending());
    }

    @Test
    public void asksARegistryAgainOnlyWhenItIsAwayForNow() {
        plugins.registry("away", failing(GeneralError.UNAVAILABLE), Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        deliver(rules());
        assertEquals(1, outbox.only().attempts());
        plugins.remove("away");
        plugins.registry("strict", failing(GeneralError.INVALID_VALUE), Topic.IDENTITY_CREATED);
        plugins.registry("broken", failing(GeneralError.INTERNAL_FAULT), Topic.IDENTITY_CREATED);
        deliver(rules());
        assertEquals("Refused for good by [registry/broken, registry/strict]", outbox.whyGivenUp(EVENT.id()));
    }

    @Test
    public void callsNobodyBeyondItsClaim() {
        plugins.reaction("a", event -> {
            now = now.plusSeconds(50);
            return taking("a").react(event);
        }, Topic.IDENTITY_CREATED);
        plugins.reaction("b", taking("b"), Topic.IDENTITY_CREATED);
        outbox.append(EVENT);
        delivery(rules()).deliver(outbox.only(), now.plusSeconds(60));
        assertEquals(List.of("a"), calls);
        assertEquals(Set.of("a"), outbox.only().delivered());
        assertEquals(now, outbox.dueOfOnly());
        assertEquals(0, outbox.only().attempts());
    }

    @Test
    public void refusesSettingsThatMakeNoSense() {
        assertWrong("parallel", 0);
        assertWrong("reactionSeconds", 301);
        assertWrong("maxAttempts", 0);
        assertWrong("requiredReactions", new String[]{ "card" });
        assertWrong("requiredReactions", new String[]{ "=IDENTITY_CREATED" });
        assertWrong("requiredReactions", new String[]{ "card=BIRTH" });
        assertEquals(Duration.ofSeconds(600), rules().delay(1_000));
    }

    private void assertWrong(String key, Object value) {
        IdentityException refused = assertThrows(IdentityException.class, () -> rules(key, value));
        assertEquals(key, refused.field());
        assertTrue(refused.getMessage().contains(key));
    }

    private void deliver(DeliveryRules rules) {
        delivery(rules).deliver(outbox.only(), Instant.MAX);
    }

    private EventDelivery delivery(DeliveryRules rules) {
        return new EventDelivery(outbox, plugins, rules, () -> now);
    }

    private static DeliveryRules rules(Object... pairs) {
        Map<String, Object> values = new HashMap<>(Map.of("requiredReactions", new String[0]));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return DeliveryRules.of(Played.settings(values));
    }

    private EventReaction taking(String name) {
        return event -> {
            calls.add(name);
            return new ReactionResult.Done();
        };
    }

    private static ReactionResult later() {
        return new ReactionResult.RetryLater("asleep");
    }

    private ExternalRegistry pushing(String name) {
        return registry(() -> calls.add(name));
    }

    private static ExternalRegistry failing(GeneralError code) {
        return registry(() -> {
            throw new IdentityException(code, "", "played");
        });
    }

    private static ExternalRegistry registry(Runnable push) {
        return new ExternalRegistry() {
            @Override
            public void push(IdentityEvent event) {
                push.run();
            }

            @Override
            public Optional<Attributes> pull(String registryNumber) {
                return Optional.empty();
            }
        };
    }
}
