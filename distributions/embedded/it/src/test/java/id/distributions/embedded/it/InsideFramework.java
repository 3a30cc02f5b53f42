package id.distributions.embedded.it;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/**
 * Boots the assembled distribution inside the test JVM: the very bundles of system/, with their start levels, an own
 * home and a free port.
 * <p>
 * A test class has {@code @Configuration public Option[] configuration() { return InsideFramework.options("its-name");
 * }}.
 */
public final class InsideFramework {
    private static final int TEST_LEVEL = 40;

    private InsideFramework() {}

    /**
     * @param name
     *            of the home below target/, made anew
     */
    public static Option[] options(String name) {
        AssembledFolder folder = new AssembledFolder();
        Path home = freshHome(name);
        List<Option> options = new ArrayList<>();
        options.add(cleanCaches());
        options.add(junitBundles());
        options.add(CoreOptions.frameworkStartLevel(TEST_LEVEL));
        Map<String, String> properties = folder.frameworkProperties(home, freePort());
        // Not as a framework property: Pax Exam adds its own packages to the list.
        options.add(
                CoreOptions.systemPackages(properties.remove("org.osgi.framework.system.packages.extra").split(",")));
        for (Map.Entry<String, String> property : properties.entrySet()) {
            options.add(frameworkProperty(property.getKey()).value(property.getValue()));
        }
        for (Path jar : folder.systemJars()) {
            options.add(bundle("reference:" + jar.toUri()).startLevel(AssembledFolder.startLevel(jar))
                    .start(!AssembledFolder.fragment(jar)));
        }
        return options.toArray(Option[]::new);
    }

    private static Path freshHome(String name) {
        Path home = Path.of(System.getProperty("idem.work"), "homes", name);
        try {
            delete(home);
            Files.createDirectories(home.resolve("conf"));
            Files.createDirectories(home.resolve("plugins"));
            Files.createDirectories(home.resolve("run"));
            return home;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Below those that the system takes for outgoing calls: any of them could take it until a server listens there. */
    static int freePort() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no free port");
    }
}
