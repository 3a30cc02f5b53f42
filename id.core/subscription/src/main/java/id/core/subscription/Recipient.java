package id.core.subscription;

import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginPaused;
import id.api.plugin.PluginRegistry;
import id.api.registry.ExternalRegistry;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import java.time.Duration;

/** Somebody that takes events. */
sealed interface Recipient {
    /** Under which deliveries are recorded. */
    String name();

    /** Gives an event; every fault comes back as a result. */
    ReactionResult give(PluginRegistry plugins, IdentityEvent event, Duration limit);

    /** A reaction inside the process. */
    record Reaction(String name) implements Recipient {
        @Override
        public ReactionResult give(PluginRegistry plugins, IdentityEvent event, Duration limit) {
            return result(plugins.call(EventReaction.class, filter(EventReaction.NAME, name), limit,
                    reaction -> reaction.react(event)));
        }
    }

    /** A registry outside. */
    record Registry(String registry) implements Recipient {
        @Override
        public String name() {
            return "registry/" + registry;
        }

        @Override
        public ReactionResult give(PluginRegistry plugins, IdentityEvent event, Duration limit) {
            PluginOutcome<ReactionResult> outcome = plugins.call(ExternalRegistry.class,
                    filter(ExternalRegistry.NAME, registry), limit, plugin -> {
                        plugin.push(event);
                        return new ReactionResult.Done();
                    });
            return isFinal(outcome) ? outcome.orElse(ReactionResult.GivenUp::new) : result(outcome);
        }

        /** Whether the registry said by a code that another try is useless. */
        private static boolean isFinal(PluginOutcome<ReactionResult> outcome) {
            return outcome instanceof PluginOutcome.Refused || outcome instanceof PluginOutcome.Failed<?> failed
                    && failed.cause() instanceof IdentityException coded
                    && coded.category() != ErrorCategory.EXTERNAL;
        }
    }

    /** What was not called took no try. */
    private static ReactionResult result(PluginOutcome<ReactionResult> outcome) {
        boolean called = !(outcome instanceof PluginOutcome.Paused)
                && !(outcome instanceof PluginOutcome.Failed<?> failed && PluginPaused.in(failed.cause()).isPresent());
        return outcome.orElse(called ? ReactionResult.RetryLater::new : ReactionResult.NotNow::new);
    }

    /** A filter for one value, whatever characters it holds. */
    private static String filter(String key, String value) {
        return "(" + key + "=" + value.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }
}
