package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class AdjudicationCommandTest {
    private static final String CASES = "GET /admin/v1/adjudication";
    private static final String DECISION = "POST /admin/v1/adjudication/e1";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void everyCaseIsALine() {
        system.answer(CASES, 200, "{\"cases\":[{\"enrollmentId\":\"e2\",\"candidates\":[\"e0\",\"e1\"],"
                + "\"since\":\"2026-01-02T03:04:05Z\"}]}");
        assertEquals(List.of("e2 since 2026-01-02T03:04:05Z, may be a duplicate of e0, e1"),
                system.run("adjudication", "list").out().lines().toList());
        assertEquals("e2",
                system.run("adjudication", "list", "--json").json().at("/cases/0/enrollmentId").asText());
    }

    @Test
    public void noCaseIsToldToo() {
        system.answer(CASES, 200, "{\"cases\":[]}");
        assertEquals(List.of("No case waits."), system.run("adjudication", "list").out().lines().toList());
    }

    @Test
    public void aDecisionIsSent() {
        system.answer(DECISION, 200, Outcomes.PROCESSING);
        Cli.Result words = system.run("adjudication", "decide", "e1", "refuse", "--comment", "forged");
        assertEquals(words.toString(), ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Decided. Follow it with: idem status e1"), words.out().lines().toList());
        assertEquals("{\"decision\":\"REFUSE\",\"comment\":\"forged\"}", system.request(DECISION).body());
    }

    @Test
    public void aDuplicateNamesTheEarlierOne() {
        system.answer(DECISION, 200, Outcomes.DUPLICATE);
        Cli.Result json = system.run("adjudication", "decide", "e1", "DUPLICATE", "--of", "e0", "--comment", "twin",
                "--json");
        assertEquals("{\"enrollmentId\":\"e1\",\"decision\":\"DUPLICATE\"}", json.json().toString());
        assertEquals("e0", system.request(DECISION).json().path("of").asText());
    }

    @Test
    public void wrongUseIsRefusedBeforeAnythingIsSent() {
        refused("MISSING_VALUE", "e1", "DUPLICATE", "--comment", "same");
        refused("MISSING_VALUE", "e1", "UNIQUE", "--of", "e0", "--comment", "same");
        refused("WRONG_USE", "e1", "PERHAPS", "--comment", "same");
        refused("WRONG_USE", "e1", "UNIQUE");
        refused("WRONG_USE", "e1");
    }

    private void refused(String code, String... arguments) {
        Cli.Result result = system.run(Stream
                .concat(Stream.of("adjudication", "decide", "--json"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertEquals(code, result.code());
        assertEquals(List.of(), system.lines());
    }
}
