package com.example.outside;

import id.api.enrollment.EnrollmentStage;
import id.api.notification.Notifier;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A vendor's plugin: registers a notifier and a stage. */
public class OutsideActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> notifier = new Hashtable<>();
        notifier.put(Notifier.CHANNEL, "outside");
        notifier.put("numbers", new int[]{ 1, 2 });
        notifier.put(Constants.SERVICE_RANKING, context.getBundle().getVersion().getMajor());
        context.registerService(Notifier.class, new OutsideNotifier(), notifier);
        Dictionary<String, Object> stage = new Hashtable<>();
        stage.put(EnrollmentStage.NAME, "outside");
        stage.put(EnrollmentStage.TRANSACTIONAL, false);
        context.registerService(EnrollmentStage.class, new OutsideStage(), stage);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the services away.
    }
}
