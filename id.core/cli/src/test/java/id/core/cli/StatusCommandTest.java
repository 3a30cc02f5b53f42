package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Each outcome with its words and its exit code. */
public class StatusCommandTest {
    private static final String VIEW = "GET /admin/v1/enrollments/e1";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void enrolled() {
        told(Outcomes.ENROLLED, ExitCode.DONE, "Enrolled. UIN 278795347141");
    }

    @Test
    public void duplicate() {
        told(Outcomes.DUPLICATE, ExitCode.NEGATIVE,
                "Duplicate: the person is enrolled already, by enrollment e0");
    }

    @Test
    public void rejected() {
        told(Outcomes.REJECTED, ExitCode.NEGATIVE, "Rejected.",
                "  QUALITY_TOO_LOW (right-index): Capture it again");
    }

    @Test
    public void held() {
        told(Outcomes.HELD, ExitCode.SYSTEM_FAILED, "Held at quality.", "  NO_MATCHER: Put one in",
                "Once mended, go on with: idem resume e1");
    }

    @Test
    public void inAdjudication() {
        told(Outcomes.IN_ADJUDICATION, ExitCode.NEGATIVE,
                "In adjudication: people decide whether it is a duplicate. See: idem adjudication list");
    }

    @Test
    public void underWay() {
        told(Outcomes.PROCESSING, ExitCode.DONE, "PROCESSING, next stage quality");
        told("{\"enrollmentId\":\"e1\",\"status\":\"RECEIVED\"}", ExitCode.DONE, "RECEIVED");
    }

    private void told(String view, int exitCode, String... lines) {
        system.answerOnly(VIEW, 200, view);
        Cli.Result words = system.run("status", "e1");
        assertEquals(exitCode, words.exitCode());
        assertEquals(List.of(lines), words.out().lines().toList());
        Cli.Result json = system.run("status", "e1", "--json");
        assertEquals(exitCode, json.exitCode());
        assertEquals(view, json.json().toString());
        assertEquals("", json.err());
    }

    @Test
    public void anAnswerWithoutAStatusIsNoYes() {
        system.answer(VIEW, 200, "{}");
        Cli.Result result = system.run("status", "e1", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("ANSWER_MALFORMED", result.code());
    }

    @Test
    public void anIdCannotNameAnotherResource() {
        for (String id : new String[]{ "", ".", ".." }) {
            Cli.Result result = system.run("status", id, "--json");
            assertEquals(ExitCode.WRONG_USE, result.exitCode());
            assertEquals("INVALID_VALUE", result.code());
        }
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void anIdIsEscaped() {
        assertEquals(ExitCode.WRONG_USE, system.run("status", "a/b c?d").exitCode());
        assertEquals(List.of("GET /admin/v1/enrollments/a%2Fb%20c%3Fd"), system.lines());
    }
}
