package id.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** The OSGi framework with the bundles of one distribution. */
final class RunningFramework {
    /** Start level of what is dropped into plugins/ (felix.fileinstall.start.level). */
    private static final int PLUGINS_LEVEL = 30;
    private final Framework framework;
    private final List<Bundle> system;
    private final int lastLevel;

    private RunningFramework(Framework framework, List<Bundle> system, int lastLevel) {
        this.framework = framework;
        this.system = List.copyOf(system);
        this.lastLevel = lastLevel;
    }

    /** Returns when everything below the web server has been started: nothing listens yet. */
    static RunningFramework start(Map<String, String> properties, Map<Integer, List<Path>> bundles) throws BundleException {
        Framework framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (Map.Entry<Integer, List<Path>> level : bundles.entrySet()) {
            for (Path jar : level.getValue()) {
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level.getKey());
                installed.add(bundle);
            }
        }
        for (Bundle bundle : installed) {
            if (!fragment(bundle)) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        framework.start();
        int last = bundles.keySet().stream().mapToInt(Integer::intValue).max().orElse(1);
        return new RunningFramework(framework, installed, last);
    }

    /** Starts the rest; returns while start levels are still being worked through. */
    void openToAll() {
        framework.adapt(FrameworkStartLevel.class).setStartLevel(Math.max(lastLevel, PLUGINS_LEVEL));
    }

    /** @return whether the start of every bundle of the distribution has been tried */
    boolean allTried() {
        return framework.adapt(FrameworkStartLevel.class).getStartLevel() >= lastLevel;
    }

    private static boolean fragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Why bundles of the distribution are not active, one line each: tries the start once more and takes the framework's words. */
    List<String> bundleFailures() {
        List<String> failures = new ArrayList<>();
        for (Bundle bundle : system) {
            boolean waiting = bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
            if (waiting && !fragment(bundle)) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    failures.add("Bundle " + bundle.getSymbolicName() + " does not start: " + firstLine(e));
                }
            }
        }
        return failures;
    }

    /** A warning that names the plugins that nobody signed; empty when there is none. */
    Optional<String> unsignedPlugins() {
        ServiceReference<?> installer = context().getServiceReference("id.api.plugin.PluginInstaller");
        return installer != null && installer.getProperty("unsigned") instanceof String[] names && names.length > 0
                ? Optional.of("WARNING: nobody signed these plugins, and they run: " + String.join(", ", names)
                        + " (mode pilot takes them, production refuses them)")
                : Optional.empty();
    }

    static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage()).lines().findFirst().orElse("").strip();
    }

    /** @return false when bundles were still stopping after the time */
    boolean stop(long millis) throws BundleException, InterruptedException {
        framework.stop();
        return framework.waitForStop(millis).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }
}
