package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class AuditCommandTest {
    private static final String VERIFY = "POST /admin/v1/audit/verify";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void aChainThatHoldsIsAYes() {
        system.answer(VERIFY, 200, "{\"intact\":true,\"entries\":19,\"waiting\":1,\"head\":\"61147b\"}");
        Cli.Result result = system.run("audit", "verify");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals(List.of("The chain holds: 19 entries, 1 not chained yet. Head 61147b"),
                result.out().lines().toList());
    }

    @Test
    public void aBrokenChainIsANo() {
        system.answer(VERIFY, 200, "{\"intact\":false,\"sequence\":7,\"why\":\"the hash differs\"}");
        Cli.Result words = system.run("audit", "verify");
        assertEquals(ExitCode.NEGATIVE, words.exitCode());
        assertEquals(List.of("The chain is broken at entry 7: the hash differs"), words.out().lines().toList());
        Cli.Result json = system.run("audit", "verify", "--json");
        assertEquals(ExitCode.NEGATIVE, json.exitCode());
        assertEquals(7, json.json().path("sequence").asInt());
    }

    @Test
    public void anAnswerThatSaysNeitherIsNoNo() {
        system.answer(VERIFY, 200, "{}");
        Cli.Result result = system.run("audit", "verify", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("ANSWER_MALFORMED", result.code());
    }

    @Test
    public void entriesAreLines() {
        system.answer("GET /admin/v1/audit?limit=2", 200,
                "{\"entries\":[{\"sequence\":7,\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"CARD_PRINTED\","
                        + "\"outcome\":\"DONE\",\"actor\":\"admin\",\"subject\":\"c1\"}]}");
        assertEquals(List.of("7  2026-01-02T03:04:05Z  CARD_PRINTED  DONE  by admin  c1"),
                system.run("audit", "list", "--limit", "2").out().lines().toList());
    }

    @Test
    public void aLimitThatIsNoNumberIsWrongUse() {
        assertEquals(ExitCode.WRONG_USE, system.run("audit", "list", "--limit", "all").exitCode());
    }
}
