package id.core.plugins.install;

import id.api.audit.AuditEntry;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginStatus;
import id.api.value.ClientId;
import id.core.plugins.LeasedPluginRegistry;
import id.core.plugins.PluginDiagnosis;
import id.core.plugins.RunningFramework;
import id.core.plugins.gate.GateMode;
import id.core.plugins.gate.TestAuthority;
import id.core.plugins.gate.TrustFolder;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A framework with leases, a gate and a store: all that a change of plugins goes through. */
final class Installation implements AutoCloseable {
    static final ClientId ADMIN = new ClientId("admin");

    final RunningFramework framework;
    final LeasedPluginRegistry registry;
    final PluginChanges changes;
    final InstalledPlugins installed = new InstalledPlugins();
    /** Which plugins the settings want in processes of their own. */
    volatile boolean outside;
    final Refusals refusals = new Refusals();
    final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    final TrustFolder trust;
    final Path home;

    Installation(Path home, GateMode mode) throws Exception {
        this(home, mode, Duration.ofSeconds(2));
    }

    Installation(Path home, GateMode mode, Duration stop) throws Exception {
        this.home = home;
        framework = new RunningFramework(Files.createDirectories(home.resolve("framework")));
        RunningFramework.Components components = new RunningFramework.Components(Map.of());
        registry = framework.registry(20, 10, components);
        trust = new TrustFolder(home).grant("unsigned.grants=framework\n");
        PluginChanges.Limits limits = new PluginChanges.Limits(Duration.ofSeconds(20), stop);
        changes = new PluginChanges(PluginStore.open(home.resolve("installed")), new Verdicts(trust.gate(), mode, plugin -> outside),
                new BundleHost(framework.context(), new PluginDiagnosis(framework.context(), components, (bundle, service) -> true)),
                registry,
                new PluginProbe(registry, Duration.ofMillis(300)), installed,
                new ChangeLog(audit::add, refusals, InstantSource.fixed(TestAuthority.NOW)), this::status, () -> null, limits);
    }

    PluginStatus status(InstalledPlugin plugin) {
        return registry.plugins().stream()
                .filter(status -> status.name().equals(plugin.name()) && status.version().equals(plugin.version())).findFirst()
                .orElse(null);
    }

    PluginChange bring(byte[] jar, PluginChanges.Wish wish) {
        return changes.bring(new ByteArrayInputStream(jar), wish, "", "", ADMIN);
    }

    /** What the plugin says; its answers are its version. */
    PluginOutcome<Delivery> send(long millis) {
        return registry.await(Notifier.class, "", Duration.ofSeconds(20),
                notifier -> notifier.send(new Message("m", "+100", millis == 0 ? "" : Long.toString(millis), "hello")));
    }

    String answer() {
        return send(0) instanceof PluginOutcome.Answered<Delivery>(Delivery.Refused(String version)) ? version : send(0).toString();
    }

    List<String> events() {
        return audit.stream().map(entry -> entry.event() + " " + entry.outcome()).toList();
    }

    @Override
    public void close() throws Exception {
        RunningFramework.stop(registry);
        framework.close();
    }
}
