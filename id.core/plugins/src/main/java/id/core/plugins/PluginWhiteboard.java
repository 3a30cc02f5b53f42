package id.core.plugins;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every plugin service that is there. The only place that deals with their coming and going: a service that goes is
 * told so synchronously, and the thread that takes it away waits here until the calls in flight have ended.
 */
final class PluginWhiteboard implements ServiceTrackerCustomizer<Object, Lease> {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWhiteboard.class);
    private static final int MAX_FILTERS = 1_000;

    private final BundleContext context;
    private final Duration drain;
    private final ServiceTracker<Object, Lease> tracker;
    private final List<Lease> leases = new CopyOnWriteArrayList<>();
    private final Map<Long, CallStatistics> statistics = new ConcurrentHashMap<>();
    private final Map<String, Filter> filters = new ConcurrentHashMap<>();

    PluginWhiteboard(BundleContext context, Duration drain) {
        this.context = context;
        this.drain = drain;
        this.tracker = new ServiceTracker<>(context, filter(PluginKinds.filter()), this);
    }

    void open() {
        tracker.open();
    }

    /** Lets everything go. All gates close first, so that the waiting times do not add up for want of it. */
    void close() {
        leases.forEach(Lease::close);
        tracker.close();
    }

    @Override
    public Lease addingService(ServiceReference<Object> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return null;
        }
        Lease lease = new Lease(context, reference, bundle, statistics(bundle.getBundleId()));
        leases.add(lease);
        LOG.info("{} offers {}", lease.plugin(), lease.kinds());
        return lease;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Lease lease) {
        // Properties and ranking are read from the reference at each call: nothing is kept that could be stale.
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Lease lease) {
        int left = lease.drain(drain);
        if (left > 0) {
            LOG.warn("{} goes with {} calls of {} still in it after {} s", lease.plugin(), left, lease.kinds(),
                    drain.toSeconds());
        }
        lease.release();
        leases.remove(lease);
        LOG.info("{} no longer offers {}", lease.plugin(), lease.kinds());
    }

    /** Every service, those that are going too. */
    List<Lease> all() {
        return leases;
    }

    /** The open services of a kind that fit, best first. */
    List<Lease> fitting(Class<?> kind, String filter) {
        Filter wanted = filter.isEmpty() ? null : filter(filter);
        List<Lease> fitting = new ArrayList<>(4);
        for (Lease lease : leases) {
            if (lease.offers(kind) && (wanted == null || wanted.match(lease.reference())) && !lease.isClosing()) {
                fitting.add(lease);
            }
        }
        // The order of references is that of the framework: ranking, then age.
        fitting.sort(Comparator.<Lease, ServiceReference<?>>comparing(Lease::reference, ServiceReference::compareTo)
                .reversed());
        return fitting;
    }

    CallStatistics statistics(long bundleId) {
        return statistics.computeIfAbsent(bundleId, id -> new CallStatistics());
    }

    private Filter filter(String text) {
        Filter known = filters.get(text);
        if (known != null) {
            return known;
        }
        try {
            Filter made = FrameworkUtil.createFilter(text);
            if (filters.size() < MAX_FILTERS) {
                filters.put(text, made);
            }
            return made;
        } catch (InvalidSyntaxException wrong) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "filter",
                    "The filter is not one: write it as in (modality=FINGER)", wrong);
        }
    }
}
