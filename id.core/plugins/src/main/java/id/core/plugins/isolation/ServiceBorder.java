package id.core.plugins.isolation;

import id.core.plugins.gate.KindNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a plugin its own services and those that {@link ServiceTable} opens to its kinds, and shows others a plugin's
 * services only as far as it may offer them: a clock or a key vault that a notifier registers is seen by nobody.
 */
final class ServiceBorder implements FindHook, EventListenerHook {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceBorder.class);
    private static final Pattern OF_OTHERS = Pattern.compile("(id\\.(api|core)|javax?|jakarta|org\\.osgi|org\\.apache\\.felix)\\..*");

    private final GatedBundles bundles;
    private final ComponentRuntime runtime;

    ServiceBorder(GatedBundles bundles, ComponentRuntime runtime) {
        this.bundles = bundles;
        this.runtime = runtime;
    }

    @Override
    public void find(BundleContext context, String name, String filter, boolean all,
            Collection<ServiceReference<?>> references) {
        try {
            Bundle asking = context.getBundle();
            references.removeIf(reference -> !isOpen(asking, reference) && !runtime.asksForSettings(asking, name, reference));
        } catch (IllegalStateException gone) {
            references.clear();
        }
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        listeners.keySet().removeIf(context -> {
            try {
                return !isOpen(context.getBundle(), event.getServiceReference());
            } catch (IllegalStateException gone) {
                return true;
            }
        });
    }

    private boolean isOpen(Bundle asking, ServiceReference<?> reference) {
        Bundle offering = reference.getBundle();
        if (offering == null || offering.equals(asking)) {
            return offering != null || !GatedBundles.isGated(asking);
        }
        boolean fromPlugin = GatedBundles.isGated(offering);
        boolean toPlugin = GatedBundles.isGated(asking);
        if (!fromPlugin && !toPlugin) {
            return true;
        }
        try {
            String[] interfaces = (String[]) reference.getProperty(Constants.OBJECTCLASS);
            return toPlugin
                    ? !fromPlugin && ServiceTable.mayUse(bundles.kinds(asking), interfaces)
                    : mayOffer(bundles.kinds(offering), interfaces);
        } catch (RuntimeException failed) {
            LOG.error("A service of {} could not be judged: it is not shown", offering.getSymbolicName(), failed);
            return false;
        }
    }

    private static boolean mayOffer(Set<String> kinds, String... interfaces) {
        return Arrays.stream(interfaces).map(KindNames::of).anyMatch(kinds::contains) && Arrays.stream(interfaces)
                .allMatch(type -> kinds.contains(KindNames.of(type)) || !OF_OTHERS.matcher(type).matches());
    }
}
