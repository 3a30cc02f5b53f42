package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Commands where no system runs. */
public class RunningSystemTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    private final FakeDistribution distribution = new FakeDistribution(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system).around(distribution);

    private Path empty;

    @Before
    public void prepare() {
        empty = folder.getRoot().toPath().resolve("empty");
        system.answer("GET /admin/v1/system", 200, "{\"name\":\"Idem\"}");
    }

    private Cli.Result run() {
        return Cli.run("system", "--json", "--home", empty.toString());
    }

    @Test
    public void aSystemIsStartedForOneCommandAndStopped() throws IOException {
        distribution.announces(system);
        Cli.Result result = run();
        assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
        assertEquals("Idem", result.json().path("name").asText());
        assertEquals("No system is running in " + empty + ": starting one for this command." + System.lineSeparator(),
                result.err());
        assertEquals("run --home " + empty + " --port 0", distribution.file("started"));
        assertFalse("it still runs", ProcessHandle.of(Long.parseLong(distribution.file("pid")))
                .map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    public void aSystemThatDoesNotStartSaysWhy() throws IOException {
        distribution.script("echo 'Another disk is needed' >&2\nexit 1\n");
        Cli.Result result = run();
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("START_FAILED", result.code());
        assertEquals("Another disk is needed", result.error().path("message").asText());
    }

    @Test
    public void aMissingScriptIsAFailureOfTheSystem() {
        Cli.Result result = run();
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("START_FAILED", result.code());
    }

    @Test
    public void withoutADistributionNothingCanBeStarted() {
        System.clearProperty("idem.distribution");
        Cli.Result result = run();
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("DISTRIBUTION_UNKNOWN", result.code());
    }

    @Test
    public void wrongInputStartsNothing() throws IOException {
        distribution.announces(system);
        assertEquals(ExitCode.WRONG_USE, Cli.run("verify", "1", "--otp", "--home", empty.toString()).exitCode());
        assertFalse(Files.exists(distribution.path().resolve("started")));
    }

    @Test
    public void anAnnouncementOfAnEndedProcessOrATornOneCountsForNothing() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        system.announce(ended.pid(), system.port());
        assertTrue(RunningSystem.running(system.home()).isEmpty());
        for (String torn : new String[]{ "", "{\"pid\":", "{}", "[]" }) {
            Files.writeString(system.home().resolve("run/idem.json"), torn);
            assertTrue(torn, RunningSystem.running(system.home()).isEmpty());
        }
        assertTrue(RunningSystem.running(empty).isEmpty());
    }
}
