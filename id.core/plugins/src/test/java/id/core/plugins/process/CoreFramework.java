package id.core.plugins.process;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.core.plugins.LeasedPluginRegistry;
import id.core.plugins.RunningFramework;
import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.promise.Promises;

/** A real framework that stands for the core's, with leases, settings and plugins in processes of their own. */
final class CoreFramework implements AutoCloseable {
    private static final List<String> SHARED = List.of("biometric", "credential", "device", "enrollment", "error", "identity",
            "matching", "notification", "plugin", "printer", "registry", "security", "storage", "subscription", "value",
            "verification");

    private final Framework framework;
    private final LeasedPluginRegistry registry;
    private final PluginProcesses processes;

    CoreFramework(Path storage, Map<String, Object> settings) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, Files.createTempDirectory(storage, "felix").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SHARED.stream().map(name -> "id.api." + name + ";version=1.0.0").collect(Collectors.joining(","))
                        + ",org.osgi.service.cm;version=1.6.1");
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(properties);
        framework.start();
        context().installBundle("reference:" + onClassPath("org.apache.felix.configadmin").toUri()).start();
        registry = RunningFramework.registry(context(), nothing(ServiceComponentRuntime.class));
        processes = new PluginProcesses(context(), settings(settings), jars());
    }

    /** The settings with their defaults, but for those that are given. */
    static ProcessSettings settings(Map<String, Object> given) {
        // Patient: what is tested is what happens, not how fast a busy machine does it.
        Map<String, Object> patient = new HashMap<>(Map.of("startSeconds", 300, "silenceSeconds", 300, "niceness", 0));
        patient.putAll(given);
        return ProcessSettings.of(defaults(ProcessSettings.Config.class, patient));
    }

    static <T> T defaults(Class<T> config, Map<String, Object> given) {
        InvocationHandler values = (proxy, method, arguments) -> given.containsKey(method.getName())
                ? given.get(method.getName())
                : method.getDefaultValue();
        return config.cast(Proxy.newProxyInstance(config.getClassLoader(), new Class<?>[]{ config }, values));
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> List.of()));
    }

    /** Everything that these tests run with is on the class path of a worker too, but for the tests themselves. */
    static WorkerJars jars() {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes")).toList();
        return new WorkerJars(classPath, List.of(onClassPath("org.apache.felix.configadmin"), onClassPath("org.apache.felix.scr")));
    }

    private static Path onClassPath(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith(name + "-")).findFirst().orElseThrow();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    PluginRegistry registry() {
        return registry;
    }

    PluginProcesses processes() {
        return processes;
    }

    /** Asks the plugin of these tests to do something. */
    PluginOutcome<Delivery> send(String subject, String body) {
        return sendTo("outside", subject, body);
    }

    PluginOutcome<Delivery> sendTo(String channel, String subject, String body) {
        return registry.await(Notifier.class, "(&(channel=" + channel + "))", Duration.ofSeconds(60),
                notifier -> notifier.send(new Message("m", "+100", subject, body)));
    }

    /** What it said. */
    static String said(PluginOutcome<Delivery> outcome) {
        if (outcome instanceof PluginOutcome.Answered<Delivery>(Delivery.Refused(String reason))) {
            return reason;
        }
        throw new AssertionError(outcome.toString());
    }

    /** A notifier of the core's own process, for a channel. */
    void registerLocal(String channel) {
        context().registerService(Notifier.class,
                message -> Promises.resolved(message.subject().equals("echo")
                        ? new Delivery.Refused(message.body())
                        : new Delivery.Accepted()),
                new Hashtable<>(Map.of(Notifier.CHANNEL, channel)));
    }

    @Override
    public void close() throws Exception {
        processes.stop();
        framework.stop();
        framework.waitForStop(20_000);
    }
}
