package id.plugins.notifiers.email;

import id.api.notification.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** Messages as mail. */
final class MailText {
    private static final Session SESSION = Session.getInstance(new Properties());

    private MailText() {}

    static MimeMessage of(Message message, InternetAddress from, InternetAddress recipient, Instant at)
            throws MessagingException {
        MimeMessage mail = new MimeMessage(SESSION);
        mail.setFrom(from);
        mail.setRecipient(jakarta.mail.Message.RecipientType.TO, recipient);
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.body(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(at));
        withLibraryLoader(() -> {
            mail.saveChanges();
            return null;
        });
        return mail;
    }

    /** Work that may fail as mail does. */
    @FunctionalInterface
    interface MailWork<T> {
        T run() throws MessagingException, java.io.IOException;
    }

    /** The library finds its parts by the thread's context class loader, which knows nothing of bundles. */
    static <T> T withLibraryLoader(MailWork<T> work) throws MessagingException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(org.eclipse.angus.mail.util.MailConnectException.class.getClassLoader());
        try {
            return work.run();
        } catch (java.io.IOException broken) {
            throw new MessagingException("The mail cannot be written", broken);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
