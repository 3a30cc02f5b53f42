package com.example.line;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** What a vendor's plugin consists of. */
public class Sender implements Notifier {
    @Override
    public Promise<Delivery> send(Message message) {
        return Promises.resolved(new Delivery.Accepted());
    }
}
