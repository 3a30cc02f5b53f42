package id.core.plugins.process;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.example.outside.HostileWorker;
import id.api.plugin.PluginOutcome;
import id.core.plugins.gate.PluginGate;
import id.core.plugins.install.InstalledPlugin;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A process whose code has been taken over and that floods, closes or leaves the line alone: it is ended, the core is not. */
public class HostileWorkerTest {
    private static final long MOST_GROWTH = 64L << 20;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private CoreFramework core;

    @Before
    public void start() throws Exception {
        core = new CoreFramework(folder.getRoot().toPath(), Map.of());
        core.registerLocal("inside");
    }

    @After
    public void stop() throws Exception {
        core.close();
    }

    @Test
    public void closedSocket() throws Exception {
        isEnded("closed");
    }

    @Test
    public void garbage() throws Exception {
        isEnded("garbage");
    }

    @Test
    public void floodOfPings() throws Exception {
        isEnded("pings");
    }

    @Test
    public void floodOfSettings() throws Exception {
        isEnded("settings");
    }

    @Test
    public void hugeMessages() throws Exception {
        isEnded("huge");
    }

    @Test
    public void silence() throws Exception {
        isEnded("silent");
    }

    private void isEnded(String way) throws Exception {
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry));
        }
        ProcessSettings settings = CoreFramework.settings(Map.of("startSeconds", 15, "messageMegabytes", 1, "restartFirstMillis", 10,
                "niceness", 0));
        WorkerCommand command = new WorkerCommand(Platform.probed(), new WorkerJars(classPath, List.of()), settings,
                HostileWorker.class.getName());
        InstalledPlugin plugin = new InstalledPlugin(way, "1.0.0", PluginGate.sha256(new byte[0]), Optional.empty(), Set.of("notifier"),
                Set.of());
        long before = used();
        SupervisedPlugin running = new SupervisedPlugin(plugin, folder.newFile().toPath(), command, false, core.context());
        long end = System.nanoTime() + 300_000_000_000L;
        while (running.restarts() < 2) {
            assertTrue(way + " was not ended: " + running.status(), System.nanoTime() < end);
            assertTrue("others go on", core.sendTo("inside", "", "") instanceof PluginOutcome.Answered);
            Thread.sleep(20);
        }
        assertFalse(running.lastEnd().isEmpty());
        System.out.println("HostileWorkerTest: " + way + " -> " + running.lastEnd());
        running.stop();
        assertTrue(way + " filled " + (used() - before >> 20) + " MB", used() - before < MOST_GROWTH);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
