package id.core.plugins;

import id.api.audit.AuditEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import id.core.plugins.install.InstalledPlugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;

/** A real framework for plain tests: what is tested here is how the framework behaves when services go. */
public final class RunningFramework implements AutoCloseable {
    private final Framework framework;

    public RunningFramework(Path storage) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, Files.createTempDirectory(storage, "felix").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "40");
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "id.api.matching;version=1.0.0,id.api.notification;version=1.0.0,id.api.plugin;version=1.0.0,"
                        + "org.osgi.util.promise;version=1.3.0");
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
        framework.start();
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** A started bundle without content. */
    public Bundle plugin(String name) throws Exception {
        Bundle bundle = install(name, Map.of("DynamicImport-Package", "*"));
        bundle.start();
        return bundle;
    }

    public Bundle install(String name, Map<String, String> headers) throws Exception {
        return context().installBundle((name.startsWith("id.core.") ? "system:" : InstalledPlugin.LOCATION) + name,
                new ByteArrayInputStream(jar(name, headers)));
    }

    /** Leases in another framework, with limits of which no breaker opens. */
    public static LeasedPluginRegistry registry(BundleContext context, ServiceComponentRuntime components) {
        return new LeasedPluginRegistry(context, limits(30, 32), components, entry -> {}, Clock.systemUTC());
    }

    /** As its component would be stopped. */
    public static void stop(LeasedPluginRegistry registry) {
        registry.stop();
    }

    public LeasedPluginRegistry registry(int drainSeconds, int hangingCalls, ServiceComponentRuntime components) {
        return registry(limits(drainSeconds, hangingCalls), components, entry -> {}, Clock.systemUTC());
    }

    LeasedPluginRegistry registry(LeaseLimits limits, ServiceComponentRuntime components, Consumer<AuditEntry> trail,
            Clock clock) {
        return new LeasedPluginRegistry(context(), limits, components, trail, clock);
    }

    /** Limits of which no breaker opens in a test that is not about it. */
    private static LeaseLimits limits(int drainSeconds, int hangingCalls) {
        return new LeaseLimits(Duration.ofSeconds(drainSeconds), hangingCalls, 64,
                new PluginBreaker.Rule(50, 1_000, 1_000, Duration.ofSeconds(30), 1));
    }

    /** The settings as they are by default, but for those that are given. */
    static LeasedPluginRegistry.Config settings(Map<String, Integer> given) {
        return (LeasedPluginRegistry.Config) Proxy.newProxyInstance(RunningFramework.class.getClassLoader(),
                new Class<?>[]{ LeasedPluginRegistry.Config.class },
                (proxy, method, arguments) -> given.getOrDefault(method.getName(), (Integer) method.getDefaultValue()));
    }

    private static byte[] jar(String name, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_VERSION, "1.2.3");
        headers.forEach(main::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    /** Knows the components that it is told of. */
    public static class Components implements ServiceComponentRuntime {
        private final Map<ComponentDescriptionDTO, List<ComponentConfigurationDTO>> known;

        public Components(Map<ComponentDescriptionDTO, List<ComponentConfigurationDTO>> known) {
            this.known = known;
        }

        @Override
        public Collection<ComponentDescriptionDTO> getComponentDescriptionDTOs(Bundle... bundles) {
            return known.keySet();
        }

        @Override
        public ComponentDescriptionDTO getComponentDescriptionDTO(Bundle bundle, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<ComponentConfigurationDTO> getComponentConfigurationDTOs(ComponentDescriptionDTO component) {
            return known.get(component);
        }

        @Override
        public boolean isComponentEnabled(ComponentDescriptionDTO component) {
            return true;
        }

        @Override
        public Promise<Void> enableComponent(ComponentDescriptionDTO component) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Promise<Void> disableComponent(ComponentDescriptionDTO component) {
            throw new UnsupportedOperationException();
        }
    }
}
