package id.core.plugins;

import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import id.core.plugins.install.InstalledPlugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Says of every bundle that is a plugin, or was meant to be one, how it is and what keeps it from work. */
final class PluginSurvey {
    private static final String CAPABILITY = "id.plugin";
    private static final String CONTRACT = "id.api.";

    private final BundleContext context;
    private final PluginWhiteboard whiteboard;
    private final MissingRequirements requirements;
    private final IdleComponents components;

    PluginSurvey(BundleContext context, PluginWhiteboard whiteboard, ServiceComponentRuntime runtime) {
        this.context = context;
        this.whiteboard = whiteboard;
        this.requirements = new MissingRequirements(context);
        this.components = new IdleComponents(runtime);
    }

    List<PluginStatus> plugins() {
        List<PluginStatus> all = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            List<Lease> leases = whiteboard.all().stream().filter(lease -> lease.bundle().equals(bundle)).toList();
            if (!leases.isEmpty()) {
                all.add(offering(bundle, leases));
            } else if (isMeantAsPlugin(bundle)) {
                all.add(silent(bundle));
            }
        }
        all.sort(Comparator.comparing(PluginStatus::name).thenComparing(PluginStatus::version));
        return all;
    }

    private PluginStatus offering(Bundle bundle, List<Lease> leases) {
        boolean draining = leases.stream().allMatch(lease -> lease.isClosing() || whiteboard.isFollowed(lease));
        List<String> kinds = leases.stream().flatMap(lease -> lease.kinds().stream()).distinct().sorted().toList();
        if (leases.stream().anyMatch(whiteboard::isHeld)) {
            return status(bundle, PluginState.IDLE, kinds, "It is being tried out before anybody is sent to it");
        }
        return draining
                ? status(bundle, PluginState.DRAINING, kinds, "It was removed: the calls in it are ending")
                : status(bundle, PluginState.IN_USE, kinds, "");
    }

    /** A bundle without a leased service: it may still serve the core by another contract, such as a store. */
    private PluginStatus silent(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> status(bundle, PluginState.UNRESOLVED, List.of(), requirements.inWords(bundle));
            case Bundle.ACTIVE, Bundle.STARTING -> {
                List<String> contracts = contracts(bundle);
                yield contracts.isEmpty()
                        ? status(bundle, PluginState.IDLE, List.of(), components.inWords(bundle))
                        : status(bundle, PluginState.IN_USE, contracts, "");
            }
            default -> status(bundle, PluginState.IDLE, List.of(), "It is installed but not started");
        };
    }

    private PluginStatus status(Bundle bundle, PluginState state, List<String> kinds, String problem) {
        CallStatistics statistics = whiteboard.statistics(bundle.getBundleId());
        return new PluginStatus(Objects.requireNonNullElse(bundle.getSymbolicName(), bundle.getLocation()),
                bundle.getVersion().toString(), state, kinds, statistics.calls(), statistics.failures(), problem);
    }

    private static List<String> contracts(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        TreeSet<String> names = new TreeSet<>();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
                if (name.startsWith(CONTRACT)) {
                    names.add(name.substring(name.lastIndexOf('.') + 1));
                }
            }
        }
        return List.copyOf(names);
    }

    private static boolean isMeantAsPlugin(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return false;
        }
        return bundle.getLocation().startsWith(InstalledPlugin.LOCATION) || !revision.getDeclaredCapabilities(CAPABILITY).isEmpty();
    }
}
