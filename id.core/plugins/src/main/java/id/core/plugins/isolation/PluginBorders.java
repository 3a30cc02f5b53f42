package id.core.plugins.isolation;

import id.core.plugins.gate.Grant;
import id.core.plugins.install.InstalledPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;

/**
 * The borders of plugins in the process. They hold from {@link #open} on: open before the first plugin is installed,
 * and close after the last one is stopped, for what is wired once stays wired.
 */
public final class PluginBorders implements AutoCloseable {
    private final BundleContext context;
    private final GatedBundles bundles;
    private final List<ServiceRegistration<?>> hooks = new ArrayList<>();

    private PluginBorders(BundleContext context, GatedBundles bundles) {
        this.context = context;
        this.bundles = bundles;
    }

    /** Whether a plugin may use services of an interface, where somebody else offers them. */
    public static boolean mayUse(InstalledPlugin plugin, String service) {
        return plugin.grants().contains(Grant.FRAMEWORK) || opens(plugin.kinds(), service);
    }

    /** Whether services of an interface are open to plugins of these kinds. */
    public static boolean opens(Set<String> kinds, String service) {
        return ServiceTable.mayUse(kinds, new String[]{ service });
    }

    /**
     * @param context
     *            of the bundle that answers for plugins
     * @param lookup
     *            what the store knows of a bundle whose location begins with {@value InstalledPlugin#LOCATION}; called
     *            from many threads, within the framework's own work: fast, without calls into the framework. Empty, a
     *            plugin of another location or an exception count as a plugin without kinds and grants.
     */
    public static PluginBorders open(BundleContext context, Function<Bundle, Optional<InstalledPlugin>> lookup) {
        PluginBorders borders = new PluginBorders(context, new GatedBundles(context, lookup));
        context.addBundleListener(borders.bundles);
        borders.register(new PluginResolverHook(borders.bundles), ResolverHookFactory.class.getName());
        borders.register(new ServiceBorder(borders.bundles, new ComponentRuntime()),
                org.osgi.framework.hooks.service.FindHook.class.getName(),
                org.osgi.framework.hooks.service.EventListenerHook.class.getName());
        borders.register(new BundleBorder(borders.bundles), org.osgi.framework.hooks.bundle.FindHook.class.getName(),
                org.osgi.framework.hooks.bundle.EventHook.class.getName());
        return borders;
    }

    private void register(Object hook, String... types) {
        hooks.add(context.registerService(types, hook, null));
    }

    /** Takes the borders down. */
    @Override
    public void close() {
        hooks.forEach(ServiceRegistration::unregister);
        hooks.clear();
        context.removeBundleListener(bundles);
    }
}
