package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class BenchCommandTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    private final FakeDistribution distribution = new FakeDistribution(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system).around(distribution);

    @Test
    public void aMeasurementIsPassedOn() throws IOException {
        distribution.script("mkdir -p " + distribution.path() + "\necho \"$@\" > " + distribution.path()
                + "/started\necho '{\"bench\":\"enroll\",\"perSecond\":12.5}'\n");
        Cli.Result json = Cli.run("bench", "enroll", "--seconds", "1", "--people", "9", "--threads", "2", "--images",
                "--json");
        assertEquals(json.toString(), ExitCode.DONE, json.exitCode());
        assertEquals("{\"bench\":\"enroll\",\"perSecond\":12.5}", json.json().toString());
        assertTrue(distribution.file("started"), distribution.file("started")
                .matches("run --port 0 --home \\S+ --bench enroll seconds=1 people=9 threads=2 images=true"));
        assertEquals(
                List.of("bench                                enroll", "perSecond                            12.5"),
                Cli.run("bench", "enroll").out().lines().toList());
    }

    @Test
    public void aMeasurementThatFoundErrorsHasFailed() throws IOException {
        distribution.script("echo '{\"bench\":\"uin\",\"errors\":[]}'\n");
        assertEquals(ExitCode.SYSTEM_FAILED, Cli.run("bench", "uin", "--json").exitCode());
    }

    @Test
    public void aBrokenMeasurementIsAFailureOfTheSystem() throws IOException {
        for (String broken : new String[]{ "exit 1\n", "echo '{}'; exit 1\n", "exit 0\n", "echo 12\n", "echo nonsense\n" }) {
            distribution.script(broken);
            Cli.Result result = Cli.run("bench", "verify", "--json");
            assertEquals(broken, ExitCode.SYSTEM_FAILED, result.exitCode());
            assertEquals(broken, "BENCH_FAILED", result.code());
        }
    }

    @Test
    public void startsAreMeasuredOnProcessesOfTheirOwn() throws IOException {
        distribution.announces(system);
        Cli.Result result = Cli.run("bench", "start", "--runs", "2", "--json");
        assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
        JsonNode json = result.json();
        assertEquals(2, json.path("runs").asInt());
        for (String figure : List.of("firstAnswerSeconds", "cpuSeconds", "residentMegabytes")) {
            assertTrue(figure, json.path(figure + "Min").isNumber() && json.path(figure + "Median").isNumber()
                    && json.path(figure + "Max").isNumber());
        }
        assertEquals(2, distribution.file("started").lines().count());
        assertEquals("of two homes", 2, distribution.file("started").lines().distinct().count());
    }

    @Test
    public void wrongNumbersAreWrongUse() {
        refused("runs", "start", "--runs", "0");
        refused("runs", "start", "--runs", "101");
        refused("seconds", "enroll", "--seconds", "0");
        refused("people", "identify", "--people", "0");
        refused("threads", "verify", "--threads", "-1");
    }

    private static void refused(String field, String... arguments) {
        Cli.Result result = Cli
                .run(Stream.concat(Stream.of("bench", "--json"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertEquals("INVALID_VALUE", result.code());
        assertEquals(field, result.error().path("field").asText());
    }
}
