package id.core.plugins;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
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
    private final LeaseLimits limits;
    private final PluginThreads threads;
    private final BreakerWatch breakers;
    private final BundleListener gone = this::forget;
    private final ServiceTracker<Object, Lease> tracker;
    private final List<Lease> leases = new CopyOnWriteArrayList<>();
    private final Map<Long, CallStatistics> statistics = new ConcurrentHashMap<>();
    private final Map<String, Filter> filters = new ConcurrentHashMap<>();
    private volatile Apart apart = new Apart(Set.of(), Set.of());

    /** Plugins that are not called: the new ones that are tried out, and the old ones that have been followed. One value, so that a reader sees both sides of a swap or neither. */
    private record Apart(Set<String> held, Set<String> followed) {
        boolean has(Lease lease) {
            return held.contains(lease.location()) || followed.contains(lease.location());
        }
    }

    PluginWhiteboard(BundleContext context, LeaseLimits limits, BreakerWatch breakers, PluginThreads threads) {
        this.threads = threads;
        this.context = context;
        this.limits = limits;
        this.breakers = breakers;
        this.tracker = new ServiceTracker<>(context, filter(PluginKinds.filter()), this);
    }

    void open() {
        context.addBundleListener(gone);
        tracker.open();
    }

    /** Lets everything go. All gates close first, so that the waiting times do not add up for want of it. */
    void close() {
        leases.forEach(Lease::close);
        tracker.close();
        context.removeBundleListener(gone);
    }

    private void forget(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            statistics.remove(event.getBundle().getBundleId());
        }
    }

    @Override
    public Lease addingService(ServiceReference<Object> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return null;
        }
        Lease lease = new Lease(context, reference, bundle, statistics(bundle.getBundleId()),
                breakers.breaker(reference, bundle), limits.concurrentCalls());
        leases.add(lease);
        LOG.info("{} offers {}", lease.plugin(), lease.kinds());
        return lease;
    }

    @Override
    public void modifiedService(ServiceReference<Object> reference, Lease lease) {
        lease.refresh();
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Lease lease) {
        int left = lease.drain(limits.drain());
        if (left > 0) {
            LOG.warn("{} goes with {} calls of {} still in it after {} s", lease.plugin(), left, lease.kinds(),
                    limits.drain().toSeconds());
        }
        lease.release();
        leases.remove(lease);
        threads.renew();
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
        Apart now = apart;
        for (Lease lease : leases) {
            if (lease.offers(kind) && (wanted == null || wanted.matches(lease.properties())) && !lease.isClosing()
                    && !now.has(lease)) {
                fitting.add(lease);
            }
        }
        // The order of references is that of the framework: ranking, then age.
        fitting.sort(Comparator.<Lease, ServiceReference<?>>comparing(Lease::reference, ServiceReference::compareTo)
                .reversed());
        return fitting;
    }

    /** The services of one plugin, those that are not called too. */
    List<Lease> of(String location) {
        return leases.stream().filter(lease -> lease.location().equals(location) && !lease.isClosing()).toList();
    }

    boolean isHeld(String location) {
        return apart.held.contains(location);
    }

    boolean isFollowed(Lease lease) {
        return apart.followed.contains(lease.location());
    }

    synchronized void hold(String location) {
        apart = new Apart(with(apart.held, location), without(apart.followed, location));
    }

    synchronized void admit(String location) {
        apart = new Apart(without(apart.held, location), without(apart.followed, location));
    }

    synchronized void swap(String from, String to) {
        apart = new Apart(without(apart.held, to), with(apart.followed, from));
    }

    void whileNobodyEnters(List<Lease> services, Runnable work) {
        try {
            services.forEach(lease -> lease.calls().quieten());
            work.run();
            // Who waits at one that was followed goes to the one that follows.
            services.stream().filter(this::isFollowed).forEach(Lease::close);
        } finally {
            services.forEach(lease -> lease.calls().resume());
        }
    }

    private static Set<String> with(Set<String> set, String more) {
        Set<String> grown = new HashSet<>(set);
        grown.add(more);
        return Set.copyOf(grown);
    }

    private static Set<String> without(Set<String> set, String less) {
        Set<String> shrunk = new HashSet<>(set);
        shrunk.remove(less);
        return Set.copyOf(shrunk);
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
