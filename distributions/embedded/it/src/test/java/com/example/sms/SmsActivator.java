package com.example.sms;

import id.api.notification.Notifier;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the notifier without any help. */
public class SmsActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Notifier.CHANNEL, "sms");
        context.registerService(Notifier.class, new SmsNotifier(), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service away.
    }
}
