package com.example.sms;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Sends slowly: the subject says how many milliseconds it takes. */
public class SmsNotifier implements Notifier {
    @Override
    public Promise<Delivery> send(Message message) {
        try {
            Thread.sleep(Long.parseLong(message.subject()));
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        // Loaded only now: from a jar that may be gone, unless the framework waits for this call.
        return Promises.resolved(new SmsLine().transmit(message));
    }
}
