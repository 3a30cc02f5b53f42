package id.core.plugins;

import id.core.plugins.gate.PluginPackages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/** Says why a bundle does not resolve: what it asks for that no installed bundle has, or that it may not use. */
final class MissingRequirements {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final BundleContext context;

    MissingRequirements(BundleContext context) {
        this.context = context;
    }

    String inWords(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        FrameworkWiring framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (revision == null) {
            return "It is being uninstalled";
        }
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement)) {
                judge(bundle, requirement, framework, missing);
            }
        }
        return missing.isEmpty()
                ? "All that it asks for is there, but does not fit together: the log says where it breaks"
                : "It asks for " + String.join("; for ", missing);
    }

    private void judge(Bundle bundle, BundleRequirement requirement, FrameworkWiring framework, List<String> missing) {
        Collection<BundleCapability> offered = framework.findProviders(requirement);
        Collection<BundleCapability> providers = withinBorders(requirement, offered);
        if (offered.isEmpty()) {
            missing.add(words(requirement) + ", which " + whatIsThere(requirement));
        } else if (providers.isEmpty()) {
            missing.add(words(requirement) + ", which it may not use" + mend(requirement));
        } else if (providers.stream().allMatch(provider -> isUnresolved(provider, bundle))) {
            missing.add(words(requirement) + " of " + providers.iterator().next().getRevision().getSymbolicName()
                    + ", which is not resolved itself");
        }
    }

    /** What the resolver hooks of this bundle leave over: they say what a plugin may be wired to. */
    private Collection<BundleCapability> withinBorders(BundleRequirement requirement, Collection<BundleCapability> offered) {
        List<BundleCapability> left = new ArrayList<>(offered);
        for (ServiceReference<ResolverHookFactory> reference : hooks()) {
            ResolverHookFactory factory = context.getService(reference);
            if (factory != null) {
                ResolverHook hook = factory.begin(List.of(requirement.getRevision()));
                hook.filterMatches(requirement, left);
                hook.end();
                context.ungetService(reference);
            }
        }
        return left;
    }

    private List<ServiceReference<ResolverHookFactory>> hooks() {
        try {
            return context.getServiceReferences(ResolverHookFactory.class, null).stream()
                    .filter(reference -> context.getBundle().equals(reference.getBundle())).toList();
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String mend(BundleRequirement requirement) {
        Matcher named = PACKAGE.matcher(filter(requirement));
        return named.find()
                ? PluginPackages.grantFor(named.group(1))
                        .map(grant -> ": its publisher lacks the grant " + grant.word() + " in conf/trust")
                        .orElse(": a plugin brings along what is not in the table of docs/vendor.md")
                : "";
    }

    private static boolean isUnresolved(BundleCapability provider, Bundle asking) {
        Bundle offering = provider.getRevision().getBundle();
        return offering.getState() == Bundle.INSTALLED && !offering.equals(asking);
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return (resolution == null || resolution.equals(Namespace.RESOLUTION_MANDATORY))
                && (effective == null || effective.equals(Namespace.EFFECTIVE_RESOLVE));
    }

    private static String words(BundleRequirement requirement) {
        String filter = filter(requirement);
        Matcher named = PACKAGE.matcher(filter);
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && named.find()) {
            return "the package " + named.group(1) + range(filter);
        }
        return "the capability " + requirement.getNamespace() + " " + filter;
    }

    private static String range(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        String least = from.find() ? " from version " + from.group(1) : "";
        return below.find() ? least + " to below " + below.group(1) : least;
    }

    private String whatIsThere(BundleRequirement requirement) {
        Matcher named = PACKAGE.matcher(filter(requirement));
        TreeSet<String> versions = new TreeSet<>();
        if (named.find()) {
            for (Bundle bundle : context.getBundles()) {
                BundleRevision revision = bundle.adapt(BundleRevision.class);
                if (revision != null) {
                    collect(revision, named.group(1), versions);
                }
            }
        }
        return versions.isEmpty() ? "no installed bundle offers" : "is there only in version " + String.join(", ", versions);
    }

    private static void collect(BundleRevision revision, String name, TreeSet<String> versions) {
        for (BundleCapability exported : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (name.equals(exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                versions.add(String.valueOf(exported.getAttributes().get("version")));
            }
        }
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    }
}
