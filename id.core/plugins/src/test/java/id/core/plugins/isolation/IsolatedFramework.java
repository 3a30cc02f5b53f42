package id.core.plugins.isolation;

import id.api.notification.Notifier;
import id.core.plugins.gate.Grant;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.install.InstalledPlugin;
import java.io.ByteArrayInputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.cm.PersistenceManager;
import org.apache.felix.scr.component.ExtFactoryComponentInstance;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.function.Function;
import org.osgi.util.promise.Promise;

/** A framework with the packages of the distribution, its runtime of components and {@code id.api}, and the borders. */
final class IsolatedFramework implements AutoCloseable {
    private static final Path SETTINGS = Path.of("../../distributions/embedded/src/dist/conf/framework.properties");
    private final Framework framework;
    private final Map<String, InstalledPlugin> store = new ConcurrentHashMap<>();
    private final PluginBorders borders;

    IsolatedFramework(Path storage) throws Exception {
        Properties distribution = new Properties();
        try (Reader reader = Files.newBufferedReader(SETTINGS)) {
            distribution.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        distribution.forEach((key, value) -> settings.put((String) key, (String) value));
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        settings.put(Constants.FRAMEWORK_STORAGE, Files.createTempDirectory(storage, "felix").toString());
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
        framework.start();
        for (Class<?> type : new Class<?>[]{ Promise.class, Function.class, Notifier.class, ComponentContext.class,
                PersistenceManager.class, ExtFactoryComponentInstance.class }) {
            context().installBundle("reference:" + type.getProtectionDomain().getCodeSource().getLocation());
        }
        for (Bundle bundle : context().getBundles()) {
            bundle.start();
        }
        borders = PluginBorders.open(context(), bundle -> Optional.ofNullable(store.get(bundle.getLocation())));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** A bundle of the distribution. */
    Bundle core(PluginJar jar) throws Exception {
        return context().installBundle("reference:file:/system/" + jar.name() + ".jar", new ByteArrayInputStream(jar.bytes()));
    }

    /** A plugin that the store knows. */
    Bundle plugin(PluginJar jar, Set<String> kinds, Grant... grants) throws Exception {
        InstalledPlugin plugin = new InstalledPlugin(jar.name(), "0.0.0", PluginGate.sha256(jar.bytes()), Optional.of("acme"),
                kinds, Set.of(grants));
        store.put(plugin.location(), plugin);
        return unknown(jar);
    }

    /** One of the same location that the store does not know, unless it was told before. */
    Bundle unknown(PluginJar jar) throws Exception {
        return context().installBundle(InstalledPlugin.LOCATION + PluginGate.sha256(jar.bytes()),
                new ByteArrayInputStream(jar.bytes()));
    }

    @Override
    public void close() throws Exception {
        borders.close();
        framework.stop();
        framework.waitForStop(20_000);
    }
}
