package id.api.subscription;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reacts to events inside the process. Called from any thread, possibly more than once for the same event: must be
 * idempotent by event id.
 */
@ConsumerType
public interface EventReaction {
    /** Service property, {@code String}: unique name; deliveries are recorded under it. Required. */
    String NAME = "reaction.name";
    /** Service property, {@code String[]}: names of the {@link Topic}s it wants. Required. */
    String TOPICS = "reaction.topics";

    /** Takes one event; an exception counts as {@link ReactionResult.RetryLater}. */
    ReactionResult react(IdentityEvent event);
}
