package id.core.plugins.isolation;

import id.core.plugins.gate.Grant;
import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.bundle.FindHook;

/** A plugin without the grant FRAMEWORK sees no bundles but itself and {@code id.api}. */
final class BundleBorder implements FindHook, EventHook {
    private final GatedBundles bundles;

    BundleBorder(GatedBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public void find(BundleContext context, Collection<Bundle> found) {
        try {
            Bundle asking = context.getBundle();
            if (isBounded(asking)) {
                found.removeIf(bundle -> !isOpen(asking, bundle));
            }
        } catch (IllegalStateException gone) {
            found.clear();
        }
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        contexts.removeIf(context -> {
            try {
                return isBounded(context.getBundle()) && !isOpen(context.getBundle(), event.getBundle());
            } catch (IllegalStateException gone) {
                return true;
            }
        });
    }

    private boolean isBounded(Bundle asking) {
        return GatedBundles.isGated(asking) && !bundles.grants(asking).contains(Grant.FRAMEWORK);
    }

    private boolean isOpen(Bundle asking, Bundle bundle) {
        return bundle.equals(asking) || bundles.isContract(bundle);
    }
}
