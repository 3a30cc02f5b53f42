package id.core.plugins.process;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.core.plugins.gate.Grant;
import id.core.plugins.install.InstalledPlugin;
import id.worker.wire.Kinds;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs plugins in processes of their own. Nothing of the line is loaded, and nothing of the machine tried, before the
 * first one. Safe for concurrent use.
 */
@Component(service = PluginProcesses.class, configurationPid = ProcessSettings.PID)
@Designate(ocd = ProcessSettings.Config.class)
public final class PluginProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(PluginProcesses.class);

    private final BundleContext context;
    private final List<SupervisedPlugin> running = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<ConfigurationListener> settingsListener;
    private volatile ProcessSettings settings;
    private WorkerJars jars;
    private Platform platform;

    @Activate
    public PluginProcesses(BundleContext context, ProcessSettings.Config config) {
        this(context, ProcessSettings.of(config), null);
    }

    PluginProcesses(BundleContext context, ProcessSettings settings, WorkerJars jars) {
        this.context = context;
        this.settings = settings;
        this.jars = jars;
        this.settingsListener = context.registerService(ConfigurationListener.class, this::settingChanged, new Hashtable<>());
    }

    /** A wrong setting is refused as a whole: what was in force stays. */
    @Modified
    void modified(ProcessSettings.Config config) {
        settings = ProcessSettings.of(config);
        listeners.forEach(Runnable::run);
    }

    @Deactivate
    void stop() {
        settingsListener.unregister();
        running.forEach(SupervisedPlugin::stop);
    }

    /**
     * Told, on the thread of the change, when the settings changed: ask {@link #runsOutside} again, and stop and start
     * what is to move. Limits hold for processes that are started afterwards.
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** Whether the settings say that a plugin runs in a process of its own. */
    public boolean runsOutside(InstalledPlugin plugin) {
        return settings.runsOutside(plugin);
    }

    /**
     * Starts a plugin in a process of its own. Returns before it is up: see {@link RunningPlugin#awaitOffered}.
     *
     * @param jar
     *            the jar that the gate judged; nobody changes it while the plugin runs
     *
     * @throws IdentityException
     *             CONFLICT when a plugin of its kind cannot work there, or when it may not reach the network, this
     *             machine cannot hold it off and the settings say that it must
     */
    public RunningPlugin start(InstalledPlugin plugin, Path jar) {
        for (String kind : plugin.kinds()) {
            if (!Kinds.crosses(kind)) {
                throw refused(plugin, "a plugin of the kind " + kind
                        + " cannot run in a process of its own: take it out of outOfProcess, or write !" + plugin.name());
            }
        }
        ProcessSettings now = settings;
        Platform machine = machine();
        boolean mayReach = plugin.grants().contains(Grant.NETWORK);
        if (!mayReach && !machine.canTakeOffNetwork()) {
            if (now.requireNetworkNamespace()) {
                throw refused(plugin, "it has no grant NETWORK, this machine cannot hold it off the network, and"
                        + " requireNetworkNamespace says that it must");
            }
            LOG.warn("{} HAS NO GRANT FOR THE NETWORK, BUT THIS MACHINE CANNOT HOLD IT OFF", plugin.name());
        }
        try {
            SupervisedPlugin started = new SupervisedPlugin(plugin, jar.toAbsolutePath(), new WorkerCommand(machine, jars(), now),
                    !mayReach && machine.canTakeOffNetwork(), context);
            running.removeIf(SupervisedPlugin::isStopped);
            running.add(started);
            return started;
        } catch (BundleException unresolved) {
            throw new IdentityException(GeneralError.CONFLICT, "", plugin.name() + " cannot be given a place in the framework",
                    unresolved);
        }
    }

    private static IdentityException refused(InstalledPlugin plugin, String why) {
        return new IdentityException(GeneralError.CONFLICT, "outOfProcess", plugin.name() + ": " + why);
    }

    private synchronized Platform machine() {
        if (platform == null) {
            platform = Platform.probed();
            if (!platform.lack().isEmpty()) {
                LOG.warn("Processes of plugins are limited less than they could be: {}", platform.lack());
            }
        }
        return platform;
    }

    private synchronized WorkerJars jars() {
        if (jars == null) {
            jars = WorkerJars.of(Path.of(Objects.requireNonNull(context.getProperty("idem.distribution"), "idem.distribution")));
        }
        return jars;
    }

    /** Called on a thread of the configuration service, which may wait no longer than a moment. */
    private void settingChanged(ConfigurationEvent event) {
        for (SupervisedPlugin plugin : running) {
            Thread.ofVirtual().name("plugin-settings").start(() -> plugin.settingChanged(event.getPid(), event.getFactoryPid()));
        }
    }
}
