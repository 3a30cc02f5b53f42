package id.core.plugins.install;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.GalleryJournal;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginRefusal;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import id.api.value.ClientId;
import id.core.plugins.PluginAdmission;
import id.core.plugins.PluginAudit;
import id.core.plugins.PluginDiagnosis;
import id.core.plugins.PluginOrigins;
import id.core.plugins.gate.GateMode;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.isolation.PluginBorders;
import id.core.plugins.process.PluginProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what was installed, and looks after the drop folders from then on. Its service has the property
 * {@code unsigned}: the plugins in use that nobody signed.
 */
@Component(service = {}, immediate = true, configurationPid = HotInstaller.PID)
@Designate(ocd = HotInstaller.Config.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"id.api.plugin.PluginInstaller\"")
public final class HotInstaller implements PluginInstaller {
    static final String PID = "id.core.plugins.install";
    private static final String UNSIGNED = "unsigned";
    private static final Logger LOG = LoggerFactory.getLogger(HotInstaller.class);

    private final PluginRegistry registry;
    private final InstalledPlugins installed = new InstalledPlugins();
    private final Refusals refusals = new Refusals();
    private final PluginChanges changes;
    private final DropFolder folders;
    private final TrustWatch trust;
    private final ServiceRegistration<PluginOrigins> origins;
    private final PluginBorders borders;
    private final PluginProcesses processes;
    private final Runnable placesChanged = this::placesChanged;
    private volatile boolean placing;
    private volatile boolean stopping;
    private final Thread watch;
    private final long lookMillis;
    private final InstantSource clock;
    private final ServiceRegistration<PluginInstaller> registration;
    private List<String> announced = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC) private volatile GalleryJournal journal;

    /** Settings. */
    @ObjectClassDefinition(name = "Installing plugins")
    public @interface Config {
        @AttributeDefinition(description = "Time between two looks at the drop folders; milliseconds, 50 to 60000")
        int lookMillis() default 200;

        @AttributeDefinition(description = "How long a broken file may lie in a drop folder before it is refused; seconds, 1 to 3600")
        int patienceSeconds() default 10;

        @AttributeDefinition(
                description = "Longest that a new version may take until it works, the loading of a gallery too; seconds, 1 to 86400")
        int probeSeconds() default 60;

        @AttributeDefinition(description = "How long a plugin may offer nothing before its reason is told; seconds, 0 to 600")
        int settleSeconds() default 3;

        @AttributeDefinition(
                description = "Longest that the stop of a plugin may take, its calls in flight too; seconds, 1 to 3600, more than drainSeconds")
        int stopSeconds() default 60;
    }

    @Activate
    public HotInstaller(BundleContext context, Config config, @Reference PluginRegistry registry,
            @Reference PluginAdmission admission, @Reference PluginAudit audit, @Reference ServiceComponentRuntime components,
            @Reference PluginProcesses processes, @Reference InstantSource clock)
            throws IOException, InterruptedException {
        this.registry = registry;
        this.clock = clock;
        this.lookMillis = range("lookMillis", config.lookMillis(), 50, 60_000);
        Path home = Path.of(context.getProperty("idem.home"));
        Path conf = Files.isDirectory(home.resolve("conf/trust")) ? home.resolve("conf") : Path.of(context.getProperty("idem.conf"));
        PluginStore store = PluginStore.open(home.resolve("installed"));
        GateMode mode = GateMode.of(context.getProperty("idem.mode"));
        this.processes = processes;
        ProcessHost outside = new ProcessHost(processes, home.resolve("installed/outside"));
        PluginOrigins known = new InstalledOrigins(installed, outside);
        PluginChanges.Limits limits = new PluginChanges.Limits(seconds("probeSeconds", config.probeSeconds(), 1, 86_400),
                seconds("stopSeconds", config.stopSeconds(), 1, 3_600));
        this.changes = new PluginChanges(store, new Verdicts(new PluginGate(conf.resolve("trust"), clock), mode, processes::runsOutside),
                new PluginHosts(new BundleHost(context, new PluginDiagnosis(context, components, known::mayUse)), outside), admission,
                new PluginProbe(admission, seconds("settleSeconds", config.settleSeconds(), 0, 600)), installed,
                new ChangeLog(audit::record, refusals, clock), this::status, () -> journal, limits);
        this.trust = new TrustWatch(conf.resolve("trust"));
        this.folders = new DropFolder(
                List.of(Path.of(context.getProperty("idem.distribution")).resolve("plugins"), home.resolve("plugins")),
                changes, home.resolve("installed/dropped.list"), seconds("patienceSeconds", config.patienceSeconds(), 1, 3_600));
        this.origins = context.registerService(PluginOrigins.class, known, null);
        this.borders = PluginBorders.open(context, known::of);
        processes.onChange(placesChanged);
        changes.startAll();
        this.registration = context.registerService(PluginInstaller.class, this, properties());
        this.watch = Thread.ofPlatform().daemon().name("plugin-folders").start(this::watch);
    }

    @Deactivate
    void stop() throws InterruptedException {
        processes.forget(placesChanged);
        stopping = true;
        watch.interrupt();
        registration.unregister();
        watch.join(1_000);
        origins.unregister();
        borders.close();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (trust.hasChanged()) {
                    changes.judgeAgain();
                    folders.forgetRefusals();
                    announce();
                } else if (placing) {
                    placing = false;
                    changes.judgeAgain();
                }
                folders.look();
                announce();
                Thread.sleep(lookMillis);
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException notNow) {
                if (stopping) {
                    return;
                }
                LOG.error("The drop folders cannot be looked at now: {}", notNow.toString());
                pause();
            }
        }
    }

    /** On a thread of the settings: the moves themselves are made by the one that looks after the folders. */
    private void placesChanged() {
        placing = true;
    }

    private void pause() {
        try {
            Thread.sleep(Math.max(lookMillis, 1_000));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(UNSIGNED, installed.unsigned().toArray(String[]::new));
        return properties;
    }

    private PluginStatus status(InstalledPlugin plugin) {
        return registry.plugins().stream()
                .filter(status -> status.name().equals(plugin.name()) && status.version().equals(plugin.version())).findFirst()
                .orElse(null);
    }

    @Override
    public PluginChange install(InputStream jar, String file, ClientId by) {
        return announced(changes.bring(jar, PluginChanges.Wish.INSTALL, named(file), "", by));
    }

    @Override
    public PluginChange upgrade(InputStream jar, String file, ClientId by) {
        return announced(changes.bring(jar, PluginChanges.Wish.UPGRADE, named(file), "", by));
    }

    /** It is somebody's text, and stands in the log. */
    private static String named(String file) {
        if (!file.matches("[^\\p{Cntrl}]{0,200}")) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "file", "A file's name has at most 200 printable characters");
        }
        return file;
    }

    @Override
    public PluginChange remove(String name, Optional<String> version, ClientId by) {
        return announced(changes.remove(name, version, by));
    }

    private synchronized void announce() {
        if (!announced.equals(installed.unsigned())) {
            announced = installed.unsigned();
            registration.setProperties(properties());
        }
    }

    private PluginChange announced(PluginChange change) {
        announce();
        return change;
    }

    @Override
    public List<PluginRefusal> refusals() {
        List<PluginRefusal> all = new ArrayList<>(refusals.all());
        folders.incomplete().forEach(file -> all.add(new PluginRefusal(file, "INCOMPLETE",
                "The file does not end as a jar does: it is still being copied, or was cut short", "Wait, or copy it again",
                clock.instant())));
        folders.waiting().forEach((file, why) -> all.add(new PluginRefusal(file, "NOT_YET", why,
                "Nothing is wrong with the file: it is tried again every second", clock.instant())));
        return List.copyOf(all);
    }

    @Override
    public List<String> unsigned() {
        return installed.unsigned();
    }

    private static Duration seconds(String key, int value, int least, int most) {
        return Duration.ofSeconds(range(key, value, least, most));
    }

    private static int range(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IdentityException(GeneralError.INVALID_VALUE, key,
                    PID + ": " + key + " is " + value + ", but must be " + least + " to " + most);
        }
        return value;
    }
}
