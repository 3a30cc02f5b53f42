package id.core.plugins;

import id.api.credential.CredentialFormat;
import id.api.device.CaptureDevice;
import id.api.enrollment.EnrollmentStage;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.notification.Notifier;
import id.api.registry.ExternalRegistry;
import id.api.storage.ObjectStore;
import id.api.subscription.EventReaction;
import id.api.verification.AuthenticationFactor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * One service of a plugin: lets calls in while the service is there, and lets the service go once they are out. The
 * service is fetched at the first call and kept, since a component that nobody holds is thrown away and built again.
 */
final class Lease implements PluginAdmission.OfferedService {
    /** What the core picks services by. */
    private static final List<String> SELECTION = List.of(CaptureDevice.MODALITY, BiometricMatcher.MODALITY, AbisEngine.GALLERY,
            Notifier.CHANNEL, ObjectStore.KIND, EnrollmentStage.NAME, AuthenticationFactor.FACTOR, CredentialFormat.FORMAT,
            ExternalRegistry.NAME, EventReaction.NAME);
    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Bundle bundle;
    private final Set<String> interfaces;
    private final ClassLoader loader;
    private final CallStatistics statistics;
    private final ReentrantLock gate = new ReentrantLock();
    private final Condition left = gate.newCondition();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Object service;
    private boolean closing;
    private boolean quiet;
    private int inFlight;
    private int abandoned;

    Lease(BundleContext context, ServiceReference<?> reference, Bundle bundle, CallStatistics statistics) {
        this.context = context;
        this.reference = reference;
        this.bundle = bundle;
        this.interfaces = Set.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        this.loader = wiring == null ? null : wiring.getClassLoader();
        this.statistics = statistics;
    }

    ServiceReference<?> reference() {
        return reference;
    }

    Bundle bundle() {
        return bundle;
    }

    /** Names the plugin for {@link PluginAdmission}. */
    String location() {
        return bundle.getLocation();
    }

    String plugin() {
        return bundle.getSymbolicName();
    }

    ClassLoader loader() {
        return loader;
    }

    CallStatistics statistics() {
        return statistics;
    }

    @Override
    public List<String> kinds() {
        return PluginKinds.simpleNames(interfaces);
    }

    boolean offers(Class<?> kind) {
        return interfaces.contains(kind.getName());
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }

    /**
     * Lets a call in; false when the service is going, or when it was being taken over all that time.
     *
     * @param limit
     *            the longest to wait for the end of a take-over, nanoseconds
     */
    boolean enter(long limit) throws InterruptedException {
        long remaining = limit;
        gate.lock();
        try {
            while (quiet && !closing && remaining > 0) {
                remaining = left.awaitNanos(remaining);
            }
            if (closing || quiet) {
                return false;
            }
            inFlight++;
            return true;
        } finally {
            gate.unlock();
        }
    }

    /** Keeps calls waiting outside until {@link #resume} or {@link #close}; false when some were still in after {@code limit}. */
    boolean quieten(Duration limit) throws InterruptedException {
        long remaining = limit.toNanos();
        gate.lock();
        try {
            quiet = true;
            while (inFlight > 0 && remaining > 0) {
                remaining = left.awaitNanos(remaining);
            }
            return inFlight == 0;
        } finally {
            gate.unlock();
        }
    }

    void resume() {
        gate.lock();
        try {
            quiet = false;
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** A call is out. */
    void leave(boolean wasAbandoned) {
        gate.lock();
        try {
            inFlight--;
            if (wasAbandoned) {
                abandoned--;
            }
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** The caller of a call in flight waits no longer; the call still holds the service. */
    void abandon() {
        gate.lock();
        try {
            abandoned++;
        } finally {
            gate.unlock();
        }
    }

    int abandoned() {
        gate.lock();
        try {
            return abandoned;
        } finally {
            gate.unlock();
        }
    }

    boolean isClosing() {
        gate.lock();
        try {
            return closing;
        } finally {
            gate.unlock();
        }
    }

    void close() {
        gate.lock();
        try {
            closing = true;
            left.signalAll();
        } finally {
            gate.unlock();
        }
    }

    /** Waits until every call is out, no longer than {@code limit}; returns how many are still in. */
    int drain(Duration limit) {
        long remaining = limit.toNanos();
        boolean interrupted = false;
        gate.lock();
        try {
            closing = true;
            left.signalAll();
            while (inFlight > 0 && remaining > 0) {
                try {
                    remaining = left.awaitNanos(remaining);
                } catch (InterruptedException again) {
                    // Whoever stops a bundle may not cut the drain short: the calls in flight would lose their classes.
                    interrupted = true;
                }
            }
            return inFlight;
        } finally {
            gate.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public List<String> selection() {
        return SELECTION.stream().filter(key -> reference.getProperty(key) != null)
                .map(key -> key + "=" + text(reference.getProperty(key))).toList();
    }

    private static String text(Object value) {
        return value instanceof Object[] several ? Arrays.stream(several).map(String::valueOf).sorted().toList().toString()
                : String.valueOf(value);
    }

    @Override
    public Object property(String name) {
        return reference.getProperty(name);
    }

    @Override
    public Optional<Object> fetch() throws InterruptedException {
        return Optional.ofNullable(service());
    }

    /** The service itself; runs the plugin's constructor at the first call. Null when the plugin could not start. */
    Object service() throws InterruptedException {
        Object known = service;
        if (known != null) {
            return known;
        }
        fetching.lockInterruptibly();
        try {
            if (service == null) {
                service = context.getService(reference);
            }
            return service;
        } finally {
            fetching.unlock();
        }
    }

    /** Gives the service back. */
    void release() {
        try {
            // A constructor that never returns holds this lock: the service was never handed out then.
            if (fetching.tryLock(100, TimeUnit.MILLISECONDS)) {
                try {
                    if (service != null) {
                        service = null;
                        context.ungetService(reference);
                    }
                } finally {
                    fetching.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
