package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.plugin.PluginPaused;
import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.Kinds;
import id.worker.wire.Property;
import id.worker.wire.ServiceOffer;
import id.worker.wire.WireEnd;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the plugin registers in its process, registered here by its stand-in. A service outlives the process: while that
 * is started again, calls are told to come later, and whoever holds the service goes on with it afterwards.
 */
final class ServiceProxies {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProxies.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final int MOST = 64;
    private static final Set<String> OURS = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE);

    private final InstalledPlugin plugin;
    private final BundleContext context;
    private final Supplier<String> away;
    private final List<Registered> registered = new ArrayList<>();
    private boolean closed;

    /**
     * @param away
     *            why there is no process, in words that stay the same while there is none
     */
    ServiceProxies(InstalledPlugin plugin, Bundle standIn, Supplier<String> away) {
        this.plugin = plugin;
        this.context = standIn.getBundleContext();
        this.away = away;
    }

    /** A service, and the object in the process that it means at the moment. */
    private final class Registered {
        private final Class<?> kind;
        private Map<String, Property> properties;
        private ServiceRegistration<?> registration;
        private volatile Target target;

        private Registered(Class<?> kind, Map<String, Property> properties) {
            this.kind = kind;
            this.properties = properties;
        }

        private Target target() {
            Target there = target;
            if (there == null) {
                throw new IdentityException(GeneralError.UNAVAILABLE, "", away.get(), new PluginPaused(ASK_AGAIN));
            }
            return there;
        }
    }

    private record Target(WireEnd end, String handle, Object proxy) {}

    /** A service came or changed. */
    synchronized void offer(WireEnd end, ServiceOffer offer) {
        if (closed) {
            return;
        }
        Class<?> kind = allowed(offer);
        for (Registered known : registered) {
            boolean same = known.target != null && known.target.end == end && known.target.handle.equals(offer.object());
            boolean back = known.target == null && known.kind == kind && known.properties.equals(offer.properties());
            if (same || back) {
                bind(known, end, offer.object());
                if (!known.properties.equals(offer.properties())) {
                    known.properties = offer.properties();
                    known.registration.setProperties(dictionary(offer.properties()));
                }
                return;
            }
        }
        if (registered.size() >= MOST) {
            throw new IdentityException(GeneralError.OVERLOADED, "", "A plugin offers at most " + MOST + " services");
        }
        Registered added = new Registered(kind, offer.properties());
        bind(added, end, offer.object());
        registered.add(added);
        added.registration = context.registerService(kind.getName(), facade(added), dictionary(offer.properties()));
    }

    private static void bind(Registered service, WireEnd end, String handle) {
        service.target = new Target(end, handle, end.proxy(service.kind, () -> handle));
    }

    /** One object for the life of the service; each call goes to where it is at the moment. */
    private static Object facade(Registered service) {
        return Proxy.newProxyInstance(ServiceProxies.class.getClassLoader(),
                new Class<?>[]{ service.kind }, (facade, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> facade == arguments[0];
                            case "hashCode" -> System.identityHashCode(facade);
                            default -> service.kind.getSimpleName() + " of another process";
                        };
                    }
                    try {
                        return method.invoke(service.target().proxy(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private Class<?> allowed(ServiceOffer offer) {
        List<Class<?>> kinds = offer.interfaces().stream().flatMap(name -> Kinds.named(name).stream()).toList();
        if (kinds.size() != 1) {
            throw refused(offer.interfaces() + " is not one SPI that works outside the core's process");
        }
        if (plugin.publisher().isPresent() && !plugin.kinds().contains(Kinds.word(kinds.getFirst()))) {
            throw refused("its jar does not declare " + Kinds.word(kinds.getFirst()));
        }
        return kinds.getFirst();
    }

    private IdentityException refused(String why) {
        LOG.warn("A service of {} is refused: {}", plugin.name(), why);
        return new IdentityException(GeneralError.CONFLICT, "", "The service is refused: " + why);
    }

    private static Dictionary<String, Object> dictionary(Map<String, Property> properties) {
        Dictionary<String, Object> values = Property.values(properties);
        OURS.forEach(values::remove);
        return values;
    }

    /** A service went, by the plugin's own will. */
    void withdraw(WireEnd end, String handle) {
        take(service -> service.target != null && service.target.end == end && service.target.handle.equals(handle));
    }

    /** The process is no more: its services stay, and calls to them fail until it is back. */
    synchronized void orphan() {
        registered.forEach(service -> service.target = null);
    }

    /** Takes away what a process that is up again does not offer any more. */
    void takeOrphans() {
        take(service -> service.target == null);
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        take(service -> true);
    }

    synchronized int offered() {
        return (int) registered.stream().filter(service -> service.target != null).count();
    }

    /** Outside the lock: the thread that takes a service away waits for the calls in it. */
    private void take(Predicate<Registered> which) {
        List<Registered> gone;
        synchronized (this) {
            gone = registered.stream().filter(which).toList();
            registered.removeAll(gone);
        }
        for (Registered service : gone) {
            try {
                service.registration.unregister();
            } catch (IllegalStateException already) {
                LOG.debug("The stand-in of {} was stopped by somebody else", plugin.name());
            }
        }
    }
}
