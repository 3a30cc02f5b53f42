package com.example.slow;

import id.api.enrollment.EnrollmentStage;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the stage without any help. */
public class SlowActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EnrollmentStage.NAME, "slow");
        context.registerService(EnrollmentStage.class, new SlowStage(), properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service away.
    }
}
