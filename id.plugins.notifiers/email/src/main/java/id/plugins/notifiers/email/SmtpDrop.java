package id.plugins.notifiers.email;

import id.api.notification.Delivery;
import id.api.operation.SecretFile;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Properties;

/** Sends mail over SMTP, a connection for each. */
final class SmtpDrop implements MailDrop {
    private final Session session;
    private final String user;
    private final String password;

    SmtpDrop(EmailNotifier.Config config) {
        Properties properties = new Properties();
        String wait = Integer.toString(config.timeoutMs());
        properties.put("mail.smtp.host", config.host());
        properties.put("mail.smtp.port", Integer.toString(config.port()));
        properties.put("mail.smtp.connectiontimeout", wait);
        properties.put("mail.smtp.timeout", wait);
        properties.put("mail.smtp.writetimeout", wait);
        properties.put("mail.smtp.auth", Boolean.toString(!config.user().isEmpty()));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(config.startTls()));
        properties.put("mail.smtp.starttls.required", Boolean.toString(config.startTls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        this.session = Session.getInstance(properties);
        this.user = config.user();
        this.password = config.passwordFile().isBlank() ? config._password()
                : new String(SecretFile.read(Path.of(config.passwordFile()), "passwordFile").reveal());
    }

    static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    @Override
    public Delivery drop(String id, MimeMessage mail) throws MessagingException {
        mail.setHeader("Message-ID", "<" + id.replaceAll("[^A-Za-z0-9._-]", "_") + "@idem>");
        try {
            return MailText.withLibraryLoader(() -> send(mail));
        } catch (SendFailedException refused) {
            Address[] invalid = refused.getInvalidAddresses();
            return invalid != null && invalid.length > 0 ? new Delivery.Refused("The mail server refuses the recipient")
                    : new Delivery.Unreachable("The mail server does not take the message now");
        } catch (MessagingException unreachable) {
            // The server's own words may name the recipient.
            return new Delivery.Unreachable(
                    "The mail server cannot be reached or refuses us: " + unreachable.getClass().getSimpleName());
        }
    }

    private Delivery send(MimeMessage mail) throws MessagingException {
        try (Transport transport = session.getTransport("smtp")) {
            if (user.isEmpty()) {
                transport.connect();
            } else {
                transport.connect(user, password);
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Delivery.Accepted();
        }
    }
}
