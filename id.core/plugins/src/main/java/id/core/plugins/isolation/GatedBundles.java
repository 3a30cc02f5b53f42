package id.core.plugins.isolation;

import id.core.plugins.gate.Grant;
import id.core.plugins.install.InstalledPlugin;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bundles are plugins that came through the gate, and what each of them may. One that nobody knows may nothing. A
 * bundle that a plugin installs goes around the gate: it is taken away at once. Safe for concurrent use.
 */
final class GatedBundles implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(GatedBundles.class);
    private static final String CONTRACT = "id.api";

    private final Function<Bundle, Optional<InstalledPlugin>> lookup;
    private final long contract;
    private final Map<Long, InstalledPlugin> known = new ConcurrentHashMap<>();

    GatedBundles(BundleContext context, Function<Bundle, Optional<InstalledPlugin>> lookup) {
        this.lookup = lookup;
        // The first of the name: it is there before any plugin, and nothing that comes later can take its place.
        this.contract = Arrays.stream(context.getBundles()).filter(bundle -> CONTRACT.equals(bundle.getSymbolicName()))
                .filter(bundle -> !isGated(bundle)).mapToLong(Bundle::getBundleId).min().orElse(0);
    }

    static boolean isGated(Bundle bundle) {
        return bundle.getLocation().startsWith(InstalledPlugin.LOCATION);
    }

    /** Whether it is the bundle {@code id.api}. */
    boolean isContract(Bundle bundle) {
        return bundle.getBundleId() == contract;
    }

    Set<String> kinds(Bundle plugin) {
        return plugin(plugin).map(InstalledPlugin::kinds).orElse(Set.of());
    }

    Set<Grant> grants(Bundle plugin) {
        return plugin(plugin).map(InstalledPlugin::grants).orElse(Set.of());
    }

    /** What is found is kept while the bundle is what it is; what is not found is looked up again. */
    private Optional<InstalledPlugin> plugin(Bundle bundle) {
        InstalledPlugin plugin = known.get(bundle.getBundleId());
        if (plugin == null) {
            try {
                plugin = lookup.apply(bundle).filter(found -> found.location().equals(bundle.getLocation())).orElse(null);
            } catch (RuntimeException failed) {
                LOG.error("What {} may do could not be looked up: it may nothing", bundle.getSymbolicName(), failed);
            }
            if (plugin != null) {
                known.put(bundle.getBundleId(), plugin);
            }
        }
        return Optional.ofNullable(plugin);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        long id = event.getBundle().getBundleId();
        switch (event.getType()) {
            case BundleEvent.INSTALLED -> {
                if (isGated(event.getOrigin())) {
                    takeAway(event.getBundle(), event.getOrigin());
                }
            }
            case BundleEvent.UPDATED, BundleEvent.UNINSTALLED -> known.remove(id);
            default -> {
                // Starting and stopping change nothing about what a bundle may do.
            }
        }
    }

    /** Before whoever installed it gets it into its hands. */
    private static void takeAway(Bundle stray, Bundle origin) {
        try {
            stray.uninstall();
            LOG.warn("{} installed {}, which is gone again: a plugin may not install bundles", origin.getSymbolicName(),
                    stray.getSymbolicName());
        } catch (BundleException | IllegalStateException failed) {
            LOG.error("{} installed {}, which cannot be taken away", origin.getSymbolicName(), stray.getSymbolicName(), failed);
        }
    }
}
