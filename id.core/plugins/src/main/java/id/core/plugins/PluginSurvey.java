package id.core.plugins;

import id.api.plugin.PluginFigures;
import id.api.plugin.PluginFigures.Breaker;
import id.api.plugin.PluginOrigin;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import id.core.plugins.install.InstalledPlugin;
import id.core.plugins.process.RunningPlugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final String TRIED_OUT = "It is being tried out before anybody is sent to it";

    private final BundleContext context;
    private final PluginWhiteboard whiteboard;
    private final Function<Bundle, PluginOrigin> origins;
    private final Function<Bundle, Optional<RunningPlugin>> processes;
    private final MissingRequirements requirements;
    private final IdleComponents components;

    PluginSurvey(BundleContext context, PluginWhiteboard whiteboard, ServiceComponentRuntime runtime,
            Function<Bundle, PluginOrigin> origins, Function<Bundle, Optional<RunningPlugin>> processes,
            BiPredicate<Bundle, String> mayUse) {
        this.context = context;
        this.whiteboard = whiteboard;
        this.origins = origins;
        this.processes = processes;
        this.requirements = new MissingRequirements(context);
        this.components = new IdleComponents(runtime, mayUse);
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
        if (whiteboard.isHeld(bundle.getLocation())) {
            return status(bundle, leases, PluginState.IDLE, kinds, TRIED_OUT);
        }
        return draining
                ? status(bundle, leases, PluginState.DRAINING, kinds, "It was removed: the calls in it are ending")
                : status(bundle, leases, PluginState.IN_USE, kinds, paused(bundle, leases));
    }

    private static String paused(List<Lease> leases) {
        return leases.stream().filter(lease -> lease.breaker().isOpen())
                .map(lease -> String.join(", ", lease.kinds()) + " failed too often: it is not called for another "
                        + lease.breaker().remaining().plusSeconds(1).toSeconds() + " s")
                .collect(Collectors.joining("; "));
    }

    /** A bundle without a leased service: it may still serve the core by another contract, such as a store. */
    private PluginStatus silent(Bundle bundle) {
        if (whiteboard.isHeld(bundle.getLocation())) {
            return status(bundle, List.of(), PluginState.IDLE, List.of(), TRIED_OUT);
        }
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> status(bundle, List.of(), PluginState.UNRESOLVED, List.of(), requirements.inWords(bundle));
            case Bundle.ACTIVE, Bundle.STARTING -> {
                List<String> contracts = contracts(bundle);
                yield contracts.isEmpty()
                        ? status(bundle, List.of(), PluginState.IDLE, List.of(), idle(bundle))
                        : status(bundle, List.of(), PluginState.IN_USE, contracts, "");
            }
            default -> status(bundle, List.of(), PluginState.IDLE, List.of(), "It is installed but not started");
        };
    }

    private String idle(Bundle bundle) {
        return processes.apply(bundle).map(RunningPlugin::problem).filter(problem -> !problem.isEmpty())
                .orElseGet(() -> components.inWords(bundle));
    }

    /** What keeps a plugin from work that is here and is called: its process may have ended, its breaker may rest. */
    private String paused(Bundle bundle, List<Lease> leases) {
        return Stream.of(processes.apply(bundle).map(RunningPlugin::problem).orElse(""), paused(leases))
                .filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
    }

    private PluginStatus status(Bundle bundle, List<Lease> leases, PluginState state, List<String> kinds,
            String problem) {
        return new PluginStatus(Objects.requireNonNullElse(bundle.getSymbolicName(), bundle.getLocation()),
                bundle.getVersion().toString(), state, kinds, origins.apply(bundle), figures(bundle, leases),
                processes.apply(bundle).map(RunningPlugin::status).orElse(""), problem);
    }

    private PluginFigures figures(Bundle bundle, List<Lease> leases) {
        CallStatistics statistics = whiteboard.statistics(bundle.getBundleId());
        int awaited = 0;
        int hanging = 0;
        List<String> threads = new ArrayList<>();
        Breaker breaker = Breaker.CLOSED;
        for (Lease lease : leases) {
            awaited += lease.calls().awaited();
            hanging += lease.calls().abandoned();
            threads.addAll(lease.calls().hangingThreads());
            Breaker one = lease.breaker().state();
            breaker = one.compareTo(breaker) > 0 ? one : breaker;
        }
        return new PluginFigures(statistics.calls(), statistics.failures(), statistics.timeouts(), statistics.paused(),
                awaited, hanging, threads, breaker, statistics.latency());
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
