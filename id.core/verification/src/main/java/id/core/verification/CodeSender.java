package id.core.verification;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginRegistry;
import id.api.value.Attributes;
import id.api.value.RandomSource;

/** Sends codes to people: by e-mail where there is an address and a channel, else by SMS. */
@Component(service = CodeSender.class, configurationPid = "id.core.verification.message")
@Designate(ocd = CodeSender.Config.class)
public final class CodeSender {
    private static final String EMAIL = "email";
    private static final String SMS = "sms";
    private static final String CODE = "{code}";
    private static final String MINUTES = "{minutes}";
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ()./-]{5,32}");

    /** Settings. */
    @ObjectClassDefinition(name = "Messages with one-time codes")
    public @interface Config {
        @AttributeDefinition(description = "Subject of the message")
        String subject() default "Your code";

        @AttributeDefinition(description = "Text of the message; {code} and {minutes} are replaced, {code} must be there")
        String body() default "Your code is {code}. It counts for {minutes} minutes. Tell it to nobody but the service that you are using now.";

        @AttributeDefinition(description = "Longest time that a channel may take for one message, in milliseconds; 100 to 600,000")
        long channelTimeoutMs() default 10_000;
    }

    /** Where a code goes. */
    record Destination(String channel, String address) {
        /** Enough to recognize one's own, too little to learn another's. */
        String masked() {
            if (channel.equals(EMAIL)) {
                String domain = address.substring(address.indexOf('@') + 1);
                int dot = domain.lastIndexOf('.');
                String end = dot > 0 ? domain.substring(dot) : "";
                return address.charAt(0) + "***@" + domain.charAt(0) + "***" + end;
            }
            return "***" + address.substring(address.length() - 2);
        }

        @Override
        public String toString() {
            return "Destination[" + channel + ", ***]";
        }
    }

    private final PluginRegistry plugins;
    private final RandomSource random;
    private final String subject;
    private final String body;
    private final Duration limit;
    private final AddressMapping mapping;

    @Activate
    public CodeSender(Config config, @Reference PluginRegistry plugins, @Reference RandomSource random,
            @Reference AddressMapping mapping) {
        if (!config.body().contains(CODE)) {
            throw new IllegalArgumentException("body must contain " + CODE);
        }
        this.limit = Duration.ofMillis(Ranges.require("channelTimeoutMs", config.channelTimeoutMs(), 100, 600_000));
        this.plugins = plugins;
        this.random = random;
        this.subject = config.subject();
        this.body = config.body();
        this.mapping = mapping;
    }

    /**
     * Where a code for this person goes; empty when no address is on record.
     *
     * @throws IdentityException
     *             UNAVAILABLE when there is an address, but no installed channel for it
     */
    Optional<Destination> destination(Attributes attributes) {
        Optional<Destination> email = address(attributes, mapping.email(), ADDRESS, EMAIL);
        if (email.isPresent() && offered(EMAIL)) {
            return email;
        }
        Optional<Destination> phone = address(attributes, mapping.phone(), NUMBER, SMS);
        if (phone.isPresent() && offered(SMS)) {
            return phone;
        }
        if (email.isPresent() || phone.isPresent()) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "factor",
                    "No installed channel reaches the person: install a notifier for email or sms");
        }
        return Optional.empty();
    }

    private boolean offered(String channel) {
        return !plugins.offers(Notifier.class, filter(channel)).isEmpty();
    }

    private static Optional<Destination> address(Attributes attributes, String name, Pattern form, String channel) {
        return attributes.value(name).map(value -> value.asText().strip())
                .filter(address -> form.matcher(address).matches()).map(address -> new Destination(channel, address));
    }

    void send(Destination destination, String code, Duration lifetime) {
        long minutes = Math.max(1, lifetime.toMinutes());
        Message message = new Message(random.id128(), destination.address(), subject,
                body.replace(CODE, code).replace(MINUTES, Long.toString(minutes)));
        Delivery delivery = plugins.await(Notifier.class, filter(destination.channel()), limit,
                notifier -> notifier.send(message)).orThrow(GeneralError.UNAVAILABLE, "factor");
        switch (delivery) {
            case Delivery.Accepted accepted -> {
                // Sent: nothing else to do.
            }
            case Delivery.Refused(String reason) ->
                throw new IdentityException(GeneralError.UNAVAILABLE, "factor", "The message was refused: " + Ranges.line(reason));
            case Delivery.Unreachable(String reason) -> throw new IdentityException(GeneralError.UNAVAILABLE, "factor",
                    "The channel cannot be reached: " + Ranges.line(reason));
        }
    }

    private static String filter(String channel) {
        return "(" + Notifier.CHANNEL + "=" + channel + ")";
    }
}
