package id.core.plugins;

import id.api.credential.CredentialFormat;
import id.api.device.CaptureDevice;
import id.api.enrollment.ContentScanner;
import id.api.enrollment.EnrollmentStage;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.notification.Notifier;
import id.api.registry.ExternalRegistry;
import id.api.storage.ObjectStore;
import id.api.subscription.EventReaction;
import id.api.verification.AuthenticationFactor;
import id.core.plugins.PluginBreaker.Permission;
import id.core.plugins.install.InstalledPlugin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
            ExternalRegistry.NAME, EventReaction.NAME, ContentScanner.KIND);
    private static final String CORE = "id.core.";
    private static final Duration BUSY_WAIT = Duration.ofSeconds(1);
    private static final int UNLIMITED = 1_000_000;

    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Bundle bundle;
    private final Set<String> interfaces;
    private final boolean standIn;
    private final ClassLoader loader;
    private final CallStatistics statistics;
    private final PluginBreaker breaker;
    private final Semaphore places;
    private final CallsInside calls = new CallsInside();
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Object service;
    private volatile Map<String, Object> properties;

    /** What became of the wish to call. */
    sealed interface Admission {
        /** In; to be given back by {@link Lease#ended}, and by {@link CallsInside} when the call is out. */
        record In(Permission permission) implements Admission {}

        /** The service is going: another one may do it. */
        record Going() implements Admission {}

        /** Not called now. */
        record KeptOut(String why, Duration retryAfter) implements Admission {}
    }

    Lease(BundleContext context, ServiceReference<?> reference, Bundle bundle, CallStatistics statistics,
            PluginBreaker breaker, int concurrentCalls) {
        this.context = context;
        this.reference = reference;
        this.bundle = bundle;
        this.interfaces = Set.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        this.loader = wiring == null ? null : wiring.getClassLoader();
        this.standIn = InstalledPlugin.isStandIn(bundle.getLocation());
        this.statistics = statistics;
        this.breaker = breaker;
        this.places = new Semaphore(isCore(bundle) ? UNLIMITED : concurrentCalls);
        refresh();
    }

    /**
     * Whether a service is the core's own. Those have neither breaker nor limit: what fails in them is a plugin behind,
     * which has both, or the core itself, which a pause does not mend.
     */
    static boolean isCore(Bundle bundle) {
        return bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(CORE)
                && !bundle.getLocation().startsWith(InstalledPlugin.LOCATION);
    }

    /** Whether the service is that of a plugin in a process of its own. */
    boolean isStandIn() {
        return standIn;
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

    PluginBreaker breaker() {
        return breaker;
    }

    CallsInside calls() {
        return calls;
    }

    @Override
    public List<String> kinds() {
        return PluginKinds.simpleNames(interfaces);
    }

    boolean offers(Class<?> kind) {
        return interfaces.contains(kind.getName());
    }

    /** As they were at the last {@link #refresh()}. */
    Map<String, Object> properties() {
        return properties;
    }

    /** Reads the properties anew. */
    void refresh() {
        properties = OfferedProperties.of(reference);
    }

    /**
     * Lets a call in, waiting for a place and for running tries of the breaker until {@link System#nanoTime()} is
     * {@code deadline}. A breaker that is open answers at once.
     */
    Admission admit(long deadline) throws InterruptedException {
        if (breaker.isOpen()) {
            return isClosing() ? new Admission.Going() : resting();
        }
        if (!places.tryAcquire() && !places.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return new Admission.KeptOut(plugin() + " has all the calls that it may hold at a time", BUSY_WAIT);
        }
        boolean in = false;
        try {
            Permission permission = breaker.enter(deadline);
            if (permission == Permission.NONE) {
                return isClosing() ? new Admission.Going() : resting();
            }
            CallsInside.Entry entry = calls.enter(deadline);
            in = entry == CallsInside.Entry.IN;
            if (in) {
                return new Admission.In(permission);
            }
            breaker.withdrawn(permission);
            return entry == CallsInside.Entry.GOING ? new Admission.Going()
                    : new Admission.KeptOut(plugin() + " is about to be followed by another version", BUSY_WAIT);
        } finally {
            if (!in) {
                places.release();
            }
        }
    }

    private Admission resting() {
        return new Admission.KeptOut(plugin() + " failed too often and is left alone for a while", breaker.remaining());
    }

    /** The caller of a call that was let in has its outcome, whether the call is out or not. */
    void ended() {
        places.release();
    }

    boolean isClosing() {
        return calls.isClosing();
    }

    void close() {
        calls.close();
        // Whoever waits for a place here is to look for another service instead.
        places.release(UNLIMITED);
    }

    /** Waits until every call is out, no longer than {@code limit}; returns how many are still in. */
    int drain(Duration limit) {
        close();
        return calls.drain(limit);
    }

    @Override
    public List<String> selection() {
        return SELECTION.stream().filter(properties::containsKey).map(key -> key + "=" + text(properties.get(key))).toList();
    }

    private static String text(Object value) {
        return value instanceof Object[] several ? Arrays.stream(several).map(String::valueOf).sorted().toList().toString()
                : String.valueOf(value);
    }

    @Override
    public Object property(String name) {
        return properties.get(name);
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
                service = made();
            }
            return service;
        } finally {
            fetching.unlock();
        }
    }

    /** Its classes may start threads as soon as they are there: those are the plugin's. */
    private Object made() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(loader);
            return context.getService(reference);
        } finally {
            thread.setContextClassLoader(before);
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
