package id.core.plugins.isolation;

import id.core.plugins.gate.Grant;
import id.core.plugins.gate.PluginPackages;
import java.util.Collection;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires a plugin to itself, to {@code id.api} and to the packages of the table, and nobody to a plugin. Fragments and
 * required bundles fall under the same rule: they are wires too. Keeps nothing, so that one serves every resolution.
 */
final class PluginResolverHook implements ResolverHookFactory, ResolverHook {
    private static final Logger LOG = LoggerFactory.getLogger(PluginResolverHook.class);
    private static final String EXTENDER = "osgi.extender";
    private static final String COMPONENTS = "osgi.component";
    private static final String SERVICE = "osgi.service";
    private static final String CONTRACT_PREFIX = "id.api";

    private final GatedBundles bundles;

    PluginResolverHook(GatedBundles bundles) {
        this.bundles = bundles;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    /** Not used: as soon as one bundle is taken out here, Felix takes the resolved ones for taken out too. */
    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // Strays are uninstalled instead.
    }

    /** The store decides which version of a plugin runs; a plugin that takes a name of the core keeps nobody out. */
    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
        boolean gated = GatedBundles.isGated(bundle(singleton));
        collisions.removeIf(other -> gated || GatedBundles.isGated(bundle(other)));
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Bundle asking = requirement.getRevision().getBundle();
        if (GatedBundles.isGated(asking)) {
            candidates.removeIf(candidate -> !mayWire(asking, requirement, candidate));
        } else {
            candidates.removeIf(candidate -> GatedBundles.isGated(bundle(candidate)));
        }
    }

    @Override
    public void end() {
        // Nothing was kept.
    }

    private boolean mayWire(Bundle plugin, BundleRequirement requirement, BundleCapability offer) {
        try {
            Set<Grant> grants = bundles.grants(plugin);
            Bundle offering = bundle(offer);
            if (isDynamic(requirement) && !grants.contains(Grant.DYNAMIC_IMPORT)) {
                return false;
            }
            return offering.equals(plugin)
                    || !GatedBundles.isGated(offering) && mayHave(plugin, offer, grants);
        } catch (RuntimeException failed) {
            LOG.error("A wire of {} could not be judged: it is left out", plugin.getSymbolicName(), failed);
            return false;
        }
    }

    private boolean mayHave(Bundle plugin, BundleCapability offer, Set<Grant> grants) {
        Bundle offering = bundle(offer);
        boolean fromPlatform = offering.getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        return switch (offer.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> {
                String name = String.valueOf(offer.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
                yield bundles.isContract(offering) && name.startsWith(CONTRACT_PREFIX)
                        || PluginPackages.isOpen(name, fromPlatform, grants);
            }
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> fromPlatform;
            case NativeNamespace.NATIVE_NAMESPACE -> fromPlatform && grants.contains(Grant.NATIVE_CODE);
            case EXTENDER ->
                COMPONENTS.equals(offer.getAttributes().get(EXTENDER));
            case SERVICE -> ServiceTable.mayUse(bundles.kinds(plugin),
                    offer.getAttributes().get(Constants.OBJECTCLASS));
            default -> false;
        };
    }

    /** The framework asks for a package of a dynamic import by a requirement that nobody declared. */
    private static boolean isDynamic(BundleRequirement requirement) {
        return PackageNamespace.RESOLUTION_DYNAMIC
                .equals(requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                || !requirement.getRevision().getDeclaredRequirements(requirement.getNamespace()).contains(requirement);
    }

    private static Bundle bundle(BundleCapability capability) {
        return capability.getRevision().getBundle();
    }
}
