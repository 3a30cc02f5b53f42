package id.core.plugins.process;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageResult;
import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;

/** What a plugin in a process of its own answers, and what it does not get. */
public class PluginProcessesTest {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static CoreFramework core;
    private static RunningPlugin plugin;

    @BeforeClass
    public static void start() throws Exception {
        core = new CoreFramework(FOLDER.getRoot().toPath(), Map.of("niceness", 0));
        OutsidePlugin outside = OutsidePlugin.active(FOLDER.getRoot().toPath());
        plugin = core.processes().start(outside.installed(), outside.jar());
        assertTrue(plugin.problem(), plugin.awaitOffered(Duration.ofSeconds(300)));
    }

    /** Taking it out takes the services away and ends the process. */
    @AfterClass
    public static void stop() throws Exception {
        ProcessHandle process = ProcessHandle.of(plugin.pid().orElseThrow()).orElseThrow();
        plugin.stop();
        assertFalse(process.isAlive());
        assertTrue(core.registry().offers(Notifier.class, "(channel=outside)").isEmpty());
        assertEquals(Bundle.UNINSTALLED, plugin.bundle().getState());
        core.close();
    }

    @Test
    public void aNotifierAnswersFromItsOwnProcess() {
        assertEquals(new PluginOutcome.Answered<>(new Delivery.Accepted()), send("", ""));
        String pid = said(send("pid", ""));
        assertNotEquals(Long.toString(ProcessHandle.current().pid()), pid);
        assertEquals(Long.toString(plugin.pid().orElseThrow()), pid);
    }

    @Test
    public void faultsCrossWithCodeFieldAndMessageAndOthersWithoutWhatTheySay() {
        IdentityException caller = ((PluginOutcome.Refused<Delivery>) send("caller", "")).error();
        assertSame(GeneralError.INVALID_VALUE, caller.code());
        assertEquals("recipient", caller.field());
        assertEquals("Give a number", caller.getMessage());
        for (String way : List.of("vendor", "fail")) {
            PluginOutcome.Failed<Delivery> failed = (PluginOutcome.Failed<Delivery>) send(way, "");
            IdentityException vendor = (IdentityException) failed.cause();
            assertEquals("GATEWAY_GONE", vendor.code().name());
            assertEquals(ErrorCode.VENDOR_RANGE_START + 7, vendor.code().number());
            assertEquals(ErrorCategory.EXTERNAL, vendor.category());
        }
        assertEquals(OutsidePlugin.NAME + ": threw java.lang.IllegalStateException",
                ((PluginOutcome.Failed<Delivery>) send("throw", "")).why());
        assertTrue(send("null", "") instanceof PluginOutcome.Failed);
        assertEquals(0, plugin.restarts());
    }

    @Test
    public void aStageAsksItsContextOverTheLine() {
        AtomicInteger extracted = new AtomicInteger();
        StageResult result = core.registry().call(EnrollmentStage.class, "(stage.name=outside)", Duration.ofSeconds(20),
                stage -> stage.apply(new TestContext("e-1", extracted))).orThrow(GeneralError.UNAVAILABLE, "");
        Map<String, String> facts = result.facts().stream().collect(Collectors.toMap(Fact::name, Fact::value));
        assertEquals(Map.of("enrollment", "e-1", "encounter", "c1".repeat(16), "attempt", "3", "samples", "1", "bytes", "100000",
                "templates", "0", "facts", "1"), facts);
        assertEquals(1, extracted.get());
    }

    @Test
    public void itIsListedUnderItsNameWithItsProperties() {
        assertEquals(OutsidePlugin.NAME, plugin.bundle().getSymbolicName());
        assertEquals("1.2.3", plugin.bundle().getVersion().toString());
        Map<String, Object> properties = core.registry().offers(Notifier.class, "(channel=outside)").getFirst().properties();
        assertEquals("outside", properties.get(Notifier.CHANNEL));
        assertArrayEquals(new Integer[]{ 1, 2 }, (Integer[]) properties.get("numbers"));
        assertEquals(false, core.registry().offers(EnrollmentStage.class, "").getFirst().properties()
                .get(EnrollmentStage.TRANSACTIONAL));
    }

    @Test
    public void itGetsNothingOfTheEnvironment() {
        assertEquals("HOME,LANG", said(send("environment", "")));
    }

    @Test
    public void aCallThatIsGivenUpInterruptsThePlugin() throws Exception {
        PluginOutcome<StageResult> outcome = core.registry().call(EnrollmentStage.class, "(stage.name=outside)",
                Duration.ofSeconds(2), stage -> stage.apply(new TestContext("sleep", new AtomicInteger())));
        assertTrue(outcome.toString(), outcome instanceof PluginOutcome.TimedOut);
        Path written = Path.of(said(send("folder", ""))).resolve("c1".repeat(16));
        long end = System.nanoTime() + 60_000_000_000L;
        while (!Files.exists(written)) {
            assertTrue("the plugin was not interrupted", System.nanoTime() < end);
            Thread.sleep(20);
        }
        assertTrue(send("", "") instanceof PluginOutcome.Answered);
    }

    private PluginOutcome<Delivery> send(String subject, String body) {
        return core.send(subject, body);
    }

    private static String said(PluginOutcome<Delivery> outcome) {
        return CoreFramework.said(outcome);
    }
}
