package id.core.cli;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class ExplainCommandTest {
    private static final String STAGES = "[{\"stage\":\"validate\",\"result\":\"CONTINUE\",\"rule\":\"It fits\",\"facts\":[],\"tookMs\":6},"
            + "{\"stage\":\"quality\",\"result\":\"REJECT\",\"rule\":\"Too low\",\"facts\":[{\"name\":\"quality\",\"value\":\"3\"}],"
            + "\"tookMs\":12}]";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private void explanation(String view) {
        system.answer("GET /admin/v1/enrollments/e1/explanation", 200, view.substring(0, view.length() - 1)
                + ",\"receivedAt\":\"2026-01-02T03:04:05Z\",\"stages\":" + STAGES + "}");
    }

    @Test
    public void everyStageIsALine() {
        explanation(Outcomes.REJECTED);
        Cli.Result result = system.run("explain", "e1");
        assertEquals("An explanation is no judgement", ExitCode.DONE, result.exitCode());
        assertEquals(
                List.of("Received 2026-01-02T03:04:05Z", "  validate               CONTINUE        6 ms  It fits",
                        "  quality                REJECT         12 ms  Too low  [quality 3]", "Rejected.",
                        "  QUALITY_TOO_LOW (right-index): Capture it again"),
                result.out().lines().toList());
    }

    @Test
    public void everyStageIsInTheObject() {
        explanation(Outcomes.DUPLICATE);
        JsonNode stages = system.run("explain", "e1", "--json").json().path("stages");
        assertEquals(2, stages.size());
        JsonNode last = stages.get(1);
        assertEquals("quality", last.path("stage").asText());
        assertEquals("REJECT", last.path("result").asText());
        assertEquals("Too low", last.path("rule").asText());
        assertEquals(12, last.path("tookMs").asInt());
        assertEquals("3", last.path("facts").get(0).path("value").asText());
    }

    @Test
    public void aResumedOneGoesOn() {
        system.answer("POST /admin/v1/enrollments/e1/resume", 200, Outcomes.PROCESSING);
        assertEquals(List.of("Goes on. Follow it with: idem status e1"),
                system.run("resume", "e1").out().lines().toList());
        assertEquals("{\"enrollmentId\":\"e1\",\"resumed\":true}",
                system.run("resume", "e1", "--json").json().toString());
    }
}
