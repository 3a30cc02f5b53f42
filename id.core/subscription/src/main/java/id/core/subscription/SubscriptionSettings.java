package id.core.subscription;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the delivery of events. */
@ObjectClassDefinition(name = "Subscription")
public @interface SubscriptionSettings {
    @AttributeDefinition(name = "Parallel",
            description = "Events under delivery at the same time on this node, 1 to 256; those of one person go one after the other")
    int parallel() default 16;

    @AttributeDefinition(name = "Poll",
            description = "How often the store is asked for events of other nodes and for those that are due again; milliseconds, 10 to 60000")
    int pollMs() default 500;

    @AttributeDefinition(name = "Reaction time",
            description = "Longest that one reaction may take; seconds, 1 to 300. After a crash, events under delivery wait three times as long")
    int reactionSeconds() default 20;

    @AttributeDefinition(name = "First delay",
            description = "Delay before the second try of a failed delivery, doubled for each further one; milliseconds, 1 to 600000")
    int firstDelayMs() default 1_000;

    @AttributeDefinition(name = "Longest delay", description = "Longest delay between two tries; seconds, 1 to 86400")
    int longestDelaySeconds() default 600;

    @AttributeDefinition(name = "Tries", description = "Failed tries before an event is put aside, 1 to 1000")
    int maxAttempts() default 20;

    @AttributeDefinition(name = "Required reactions",
            description = "Reactions that must have taken an event before it counts as delivered, even while they are not installed, as name=TOPIC")
    String[] requiredReactions() default { "identity-card=IDENTITY_CREATED", "notice=IDENTITY_CREATED",
            "erase-enrollment=IDENTITY_ERASED", "erase-credentials=IDENTITY_ERASED" };

    @AttributeDefinition(name = "Absence",
            description = "How long a reaction that went, as when it is replaced, is still waited for; seconds, 0 to 86400")
    int absenceSeconds() default 60;
}
