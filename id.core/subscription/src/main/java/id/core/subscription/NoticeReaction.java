package id.core.subscription;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.identity.Identity;
import id.api.identity.IdentityRegistry;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.subscription.EventReaction;
import id.api.subscription.IdentityEvent;
import id.api.subscription.ReactionResult;
import id.api.value.AttributeValue;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Tells a person who gave an e-mail address that the registration is done. The message holds neither name nor number:
 * mail is read by others on its way.
 */
@Component(configurationPid = NoticeReaction.PID, property = { EventReaction.NAME + "=notice",
        EventReaction.TOPICS + "=IDENTITY_CREATED" })
@Designate(ocd = NoticeReaction.Config.class)
public final class NoticeReaction implements EventReaction {
    static final String PID = "id.core.subscription.notice";
    private static final String ENROLLMENT = "{enrollment}";

    private final IdentityRegistry identities;
    private final PluginRegistry plugins;
    private final String email;
    private final String subject;
    private final String body;
    private final Duration limit;

    /** Settings. */
    @ObjectClassDefinition(name = "Notice to the person")
    public @interface Config {
        @AttributeDefinition(name = "Subject",
                description = "Subject of the message; {enrollment} stands for the enrollment id. Empty switches the notice off")
        String subject() default "Your registration is complete";

        @AttributeDefinition(name = "Text", description = "Text of the message; {enrollment} stands for the enrollment id")
        String text() default "Your registration {enrollment} is complete. Your identity card is being made and will"
                + " reach you soon.\n\nKeep the registration number for questions. Nobody will ever ask you for your"
                + " identity number by mail.\n";

        @AttributeDefinition(name = "Sending time",
                description = "Longest that sending may take; seconds, 1 to 300. Keep it below reactionSeconds of id.core.subscription")
        int sendingSeconds() default 15;
    }

    @Activate
    public NoticeReaction(Config config, @Reference NoticeMapping mapping, @Reference IdentityRegistry identities,
            @Reference PluginRegistry plugins) {
        if (config.sendingSeconds() < 1 || config.sendingSeconds() > 300) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "sendingSeconds",
                    PID + ": sendingSeconds is " + config.sendingSeconds() + ", but must be 1 to 300");
        }
        this.identities = identities;
        this.plugins = plugins;
        this.email = mapping.email();
        this.subject = config.subject();
        this.body = config.text();
        this.limit = Duration.ofSeconds(config.sendingSeconds());
    }

    @Override
    public ReactionResult react(IdentityEvent event) {
        if (subject.isBlank()) {
            return new ReactionResult.Done();
        }
        return event.person().flatMap(identities::read).flatMap(identity -> message(event, identity)).map(this::send)
                .orElseGet(ReactionResult.Done::new);
    }

    private Optional<Message> message(IdentityEvent event, Identity identity) {
        String enrollment = identity.enrollment().value();
        return identity.attributes().value(email).map(AttributeValue::asText)
                .map(address -> new Message("notice-" + event.id().value(), address,
                        subject.replace(ENROLLMENT, enrollment), body.replace(ENROLLMENT, enrollment)));
    }

    private ReactionResult send(Message message) {
        PluginOutcome<Delivery> outcome = plugins.await(Notifier.class, "(" + Notifier.CHANNEL + "=email)", limit,
                notifier -> notifier.send(message));
        return switch (outcome) {
            case PluginOutcome.Answered<Delivery>(Delivery delivery) -> result(delivery);
            case PluginOutcome.Refused<Delivery>(IdentityException error) ->
                new ReactionResult.GivenUp(error.getMessage());
            case PluginOutcome.Failed<Delivery> failed -> new ReactionResult.RetryLater(failed.why());
            case PluginOutcome.TimedOut<Delivery> late ->
                new ReactionResult.RetryLater(late.plugin() + " did not answer in time");
            case PluginOutcome.Paused<Delivery> paused -> new ReactionResult.NotNow(paused.why());
            case PluginOutcome.Absent<Delivery> absent -> new ReactionResult.RetryLater(absent.why());
        };
    }

    private static ReactionResult result(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted() -> new ReactionResult.Done();
            case Delivery.Refused(String reason) -> new ReactionResult.GivenUp(reason);
            case Delivery.Unreachable(String reason) -> new ReactionResult.RetryLater(reason);
        };
    }
}
