package id.plugins.notifiers.email;

import id.api.notification.Delivery;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/** Where a finished mail goes. */
interface MailDrop {
    /** Hands a mail over; the same id again is the same mail. */
    Delivery drop(String id, MimeMessage mail) throws MessagingException;
}
