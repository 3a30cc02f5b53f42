package id.core.plugins;

import id.core.plugins.install.InstalledPlugin;
import id.core.plugins.isolation.PluginBorders;
import id.core.plugins.process.RunningPlugin;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Knows which bundles came through the signature gate. Safe for concurrent use; never blocks. */
public interface PluginOrigins {
    /** What the gate said of this bundle; empty when it did not come through it. */
    Optional<InstalledPlugin> of(Bundle bundle);

    /** Whether this bundle may use services of an interface. */
    default boolean mayUse(Bundle bundle, String service) {
        return of(bundle).map(plugin -> PluginBorders.mayUse(plugin, service)).orElse(true);
    }

    /** The process of the plugin that this bundle stands for; empty when it runs in the core's. */
    default Optional<RunningPlugin> process(Bundle bundle) {
        return Optional.empty();
    }
}
