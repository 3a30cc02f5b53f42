package id.plugins.notifiers.email;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages by e-mail. With a host it speaks SMTP; without one it writes each message as a file, for a first look.
 */
@Component(configurationPid = "id.plugins.notifiers.email", property = Notifier.CHANNEL + "=email")
@Designate(ocd = EmailNotifier.Config.class)
public final class EmailNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(EmailNotifier.class);

    /** Settings. */
    @ObjectClassDefinition(name = "E-mail notifier")
    public @interface Config {
        @AttributeDefinition(description = "SMTP server; empty writes files into folder instead")
        String host() default "";

        @AttributeDefinition(description = "Port of the SMTP server; 1 to 65535")
        int port() default 587;

        @AttributeDefinition(
                description = "Whether the line must be encrypted (STARTTLS, server identity checked); false only to a host on this machine")
        boolean startTls() default true;

        @AttributeDefinition(description = "User at the SMTP server; empty for none")
        String user() default "";

        @AttributeDefinition(description = "File whose first line is the password at the SMTP server; only its owner may read it")
        String passwordFile() default "";

        @AttributeDefinition(description = "Password at the SMTP server, where there is no passwordFile; not in production",
                type = org.osgi.service.metatype.annotations.AttributeType.PASSWORD)
        String _password() default "";

        @AttributeDefinition(description = "Sender address")
        String from() default "no-reply@localhost";

        @AttributeDefinition(description = "Folder for messages when there is no host; absolute, or relative to the home")
        String folder() default "mail";

        @AttributeDefinition(description = "Longest wait for the server, in milliseconds; 100 to 120,000")
        int timeoutMs() default 15_000;
    }

    private final MailDrop drop;
    private final InternetAddress from;
    private final InstantSource time;
    private final PromiseFactory promises;

    @Activate
    public EmailNotifier(Config config, BundleContext context, @Reference InstantSource time,
            @Reference(target = "(executor=virtual)") ExecutorService executor) {
        this(config, Path.of(Optional.ofNullable(context.getProperty("idem.home")).orElse("")), time, executor);
    }

    EmailNotifier(Config config, Path home, InstantSource time, ExecutorService executor) {
        this.time = time;
        this.promises = new PromiseFactory(executor);
        this.from = sender(config.from());
        this.drop = config.host().isBlank() ? folder(home.resolve(config.folder())) : smtp(config);
    }

    private static MailDrop folder(Path folder) {
        LOG.warn("No SMTP host is set: messages are written as files, not sent");
        return new FolderDrop(folder);
    }

    private static MailDrop smtp(Config config) {
        if (config.port() < 1 || config.port() > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535 and is " + config.port());
        }
        if (config.timeoutMs() < 100 || config.timeoutMs() > 120_000) {
            throw new IllegalArgumentException("timeoutMs must be 100 to 120,000 and is " + config.timeoutMs());
        }
        if (!config.startTls() && !SmtpDrop.isThisMachine(config.host())) {
            throw new IllegalArgumentException(
                    "startTls=false is allowed only with a host on this machine: one-time codes would cross the line in clear");
        }
        return new SmtpDrop(config);
    }

    private static InternetAddress sender(String address) {
        try {
            return new InternetAddress(address, true);
        } catch (AddressException wrong) {
            throw new IllegalArgumentException("from must be one e-mail address");
        }
    }

    @Override
    public Promise<Delivery> send(Message message) {
        return promises.submit(() -> deliver(message));
    }

    private Delivery deliver(Message message) {
        InternetAddress recipient;
        try {
            recipient = new InternetAddress(message.recipient(), true);
        } catch (AddressException wrong) {
            return new Delivery.Refused("The recipient is no e-mail address");
        }
        try {
            return drop.drop(message.id(), MailText.of(message, from, recipient, time.instant()));
        } catch (MessagingException broken) {
            return new Delivery.Refused("The message cannot be written as e-mail");
        }
    }
}
