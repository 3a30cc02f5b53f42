package id.worker;

import id.worker.wire.CoreDesk;
import id.worker.wire.Kinds;
import id.worker.wire.Lending;
import id.worker.wire.Property;
import id.worker.wire.ServiceOffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that the plugin registers and that cross: lends them to the core and tells it of them. */
final class ServiceWatch implements ServiceTrackerCustomizer<Object, String> {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceWatch.class);
    private static final Set<String> OF_THE_FRAMEWORK = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE);

    private final BundleContext context;
    private final Bundle plugin;
    private final Lending lending;
    private final CoreDesk core;
    private final ServiceTracker<Object, String> tracker;
    private volatile boolean ending;

    ServiceWatch(BundleContext context, Bundle plugin, Lending lending, CoreDesk core) {
        this.context = context;
        this.plugin = plugin;
        this.lending = lending;
        this.core = core;
        try {
            this.tracker = new ServiceTracker<>(context, context.createFilter("(objectClass=id.api.*)"), this);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void open() {
        tracker.open(true);
    }

    /** The process ends: the core knows. */
    void ending() {
        ending = true;
    }

    int offers() {
        return tracker.size();
    }

    @Override
    public String addingService(ServiceReference<Object> reference) {
        if (!plugin.equals(reference.getBundle())) {
            return null;
        }
        List<String> interfaces = interfaces(reference);
        List<Class<?>> kinds = interfaces.stream().flatMap(name -> Kinds.named(name).stream()).toList();
        if (kinds.size() != 1) {
            LOG.error("{} cannot work outside the core's process: register a service under one SPI that may", interfaces);
            return null;
        }
        // Built here and now, like a service that somebody holds.
        Object service = context.getService(reference);
        if (service == null) {
            return null;
        }
        String handle = lending.lend(kinds.getFirst(), service, plugin.adapt(BundleWiring.class).getClassLoader());
        core.offer(new ServiceOffer(handle, interfaces, properties(reference)));
        return handle;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, String handle) {
        core.offer(new ServiceOffer(handle, interfaces(reference), properties(reference)));
    }

    @Override
    public void removedService(ServiceReference<Object> reference, String handle) {
        if (!ending) {
            core.withdraw(handle);
        }
        lending.end(handle);
        context.ungetService(reference);
    }

    private static List<String> interfaces(ServiceReference<?> reference) {
        return List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
    }

    private static Map<String, Property> properties(ServiceReference<?> reference) {
        Map<String, Property> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            if (!OF_THE_FRAMEWORK.contains(key)) {
                Property.of(reference.getProperty(key)).ifPresent(property -> properties.put(key, property));
            }
        }
        return properties;
    }
}
