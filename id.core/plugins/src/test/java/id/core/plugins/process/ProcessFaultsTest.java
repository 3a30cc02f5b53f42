package id.core.plugins.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.StageResult;
import id.api.notification.Delivery;
import id.api.plugin.PluginOutcome;
import id.core.plugins.gate.Grant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Ends of a process, one after the other on one plugin: the call that was in it comes back as failed, another plugin's
 * calls go on, and the next process answers.
 */
public class ProcessFaultsTest {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static CoreFramework core;
    private static RunningPlugin plugin;

    @BeforeClass
    public static void start() throws Exception {
        core = new CoreFramework(FOLDER.getRoot().toPath(), Map.of("niceness", 0, "memoryMegabytes", 64, "restartFirstMillis", 10,
                "restartMostSeconds", 1, "hangingCalls", 1, "messageMegabytes", 1));
        OutsidePlugin outside = OutsidePlugin.active(FOLDER.getRoot().toPath());
        plugin = core.processes().start(outside.installed(), outside.jar());
        core.registerLocal("inside");
        awaitAnswer();
    }

    @AfterClass
    public static void stop() throws Exception {
        core.close();
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals("folders left", 0, left.filter(each -> each.getFileName().toString().startsWith("idem-plugin-"))
                    .filter(ProcessFaultsTest::isOfThisRun).count());
        }
        assertEquals("threads left", 0, Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("plugin-line") && thread.isAlive()).count());
    }

    private static final long BEGAN = System.currentTimeMillis();

    private static boolean isOfThisRun(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis() > BEGAN && !Files.exists(folder.resolve("s"));
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    public void exit() throws Exception {
        endsWith("exit", "exit code 7");
    }

    @Test
    public void halt() throws Exception {
        endsWith("halt", "exit code 0");
    }

    @Test
    public void heapExhaustion() throws Exception {
        endsWith("heap", "exit code 3 (it ran out of memory)");
    }

    @Test
    public void nativeCrash() throws Exception {
        endsWith("crash", "it crashed: signal");
    }

    private void endsWith(String way, String words) throws Exception {
        long before = plugin.pid().orElseThrow();
        int restarts = plugin.restarts();
        PluginOutcome<Delivery> outcome = core.send(way, "");
        assertFailed(outcome);
        assertTrue("others go on", core.sendTo("inside", "", "") instanceof PluginOutcome.Answered);
        awaitAnswer();
        assertEquals(restarts + 1, plugin.restarts());
        assertNotEquals(before, plugin.pid().orElseThrow());
        assertTrue(plugin.lastEnd() + " but not " + words, plugin.lastEnd().contains(words));
    }

    @Test
    public void killedFromOutsideInTheMiddleOfCalls() throws Exception {
        CompletableFuture<PluginOutcome<Delivery>> promised = CompletableFuture.supplyAsync(() -> core.send("never", ""));
        CompletableFuture<PluginOutcome<Delivery>> waiting = CompletableFuture.supplyAsync(() -> core.send("sleep", "600000"));
        core.send("", "");
        long pid = plugin.pid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertFailed(promised.get());
        assertFailed(waiting.get());
        awaitAnswer();
        assertNotEquals(pid, plugin.pid().orElseThrow());
        assertTrue(plugin.lastEnd(), plugin.lastEnd().contains("signal 9"));
    }

    @Test
    public void aPluginThatDoesNotComeBackIsEndedWithItsProcess() throws Exception {
        long pid = plugin.pid().orElseThrow();
        PluginOutcome<StageResult> outcome = core.registry().call(EnrollmentStage.class, "", Duration.ofSeconds(2),
                stage -> stage.apply(new TestContext("hang", new AtomicInteger())));
        assertTrue(outcome.toString(), outcome instanceof PluginOutcome.TimedOut);
        await(() -> plugin.pid().isPresent() && plugin.pid().getAsLong() != pid);
        awaitAnswer();
    }

    @Test
    public void anAnswerThatIsTooLargeIsRefusedThereAndHarmsNothing() throws Exception {
        assertFailed(core.send("huge", "3000000"));
        assertFailed(core.send("echo", "z".repeat(3_000_000)));
        assertEquals("ok", CoreFramework.said(core.send("echo", "ok")));
    }

    @Test
    public void whatItPrintsWithoutEndBlocksNothing() {
        assertTrue(core.send("print", "20000") instanceof PluginOutcome.Answered);
    }

    @Test
    public void whatItStartedGoesWithIt() throws Exception {
        long child = Long.parseLong(CoreFramework.said(core.send("child", "")));
        ProcessHandle process = ProcessHandle.of(child).orElseThrow();
        // Seen at the next pulse.
        Thread.sleep(2_500);
        ProcessHandle.of(plugin.pid().orElseThrow()).orElseThrow().destroyForcibly();
        await(() -> !process.isAlive());
        awaitAnswer();
    }

    @Test
    public void noNetworkWithoutTheGrantAndOneWithIt() throws Exception {
        Assume.assumeTrue("this machine cannot hold a process off the network", Platform.probed().canTakeOffNetwork());
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(server.getLocalPort());
            assertEquals("not connected", CoreFramework.said(core.send("connect", port)));
            OutsidePlugin granted = OutsidePlugin.active(FOLDER.newFolder().toPath(), "2.0.0", Grant.NETWORK);
            RunningPlugin other = core.processes().start(granted.installed(), granted.jar());
            assertTrue(other.problem(), other.awaitOffered(Duration.ofSeconds(300)));
            PluginOutcome<Delivery> outcome = core.sendTo("outside)(service.ranking=2", "connect", port);
            assertEquals("connected", CoreFramework.said(outcome));
            other.stop();
        }
    }

    private static void assertFailed(PluginOutcome<Delivery> outcome) {
        assertTrue(outcome.toString(), outcome instanceof PluginOutcome.Failed);
    }

    private static void awaitAnswer() throws InterruptedException {
        await(() -> core.send("", "") instanceof PluginOutcome.Answered);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen: " + plugin.status(), System.nanoTime() < end);
            Thread.sleep(50);
        }
    }
}
