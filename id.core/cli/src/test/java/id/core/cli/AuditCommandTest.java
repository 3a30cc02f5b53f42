package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class AuditCommandTest {
    private static final String VERIFY = "POST /admin/v1/audit/verify";
    private static final String HELD = "POST /admin/v1/audit/anchors/verify";
    private static final String HOLDS = "{\"intact\":true,\"entries\":19,\"waiting\":1,\"head\":\"61147b\"";
    private static final String SIGNED = ",\"checkpoints\":2,\"coveredUpTo\":17,\"signedAt\":\"2026-01-02T03:04:05Z\","
            + "\"anchors\":0";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void aChainThatHoldsIsAYes() {
        system.answer(VERIFY, 200, HOLDS + SIGNED + "}");
        Cli.Result result = system.run("audit", "verify");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals(
                List.of("The chain holds: 19 entries, 1 not chained yet. Head 61147b",
                        "2 signed checkpoints cover it up to entry 17, the last of 2026-01-02T03:04:05Z"),
                result.out().lines().toList());
    }

    @Test
    public void aChainThatNobodySignsIsAYesWithAWarning() {
        system.answer(VERIFY, 200, HOLDS + ",\"checkpoints\":0,\"coveredUpTo\":0,\"anchors\":0,"
                + "\"unsigned\":\"Since 2026-01-02T03:04:05Z no checkpoint can be signed: why\"}");
        Cli.Result result = system.run("audit", "verify");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals(List.of("The chain holds: 19 entries, 1 not chained yet. Head 61147b",
                "No signed checkpoint covers it yet",
                "Look at this: Since 2026-01-02T03:04:05Z no checkpoint can be signed: why"),
                result.out().lines().toList());
        Cli.Result json = system.run("audit", "verify", "--json");
        assertEquals(19, json.json().path("entries").asInt());
        assertTrue(json.err(), json.err().contains("Look at this: Since"));
    }

    @Test
    public void saysSinceWhenItIsSignedTwiceAndWhatIsNot() {
        system.answer(VERIFY, 200, HOLDS + SIGNED + ",\"twiceSince\":\"2026-01-02T02:04:05Z\",\"lacking\":\"1 checkpoint is signed "
                + "by ES256 alone\"}");
        Cli.Result result = system.run("audit", "verify");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals(List.of("Since 2026-01-02T02:04:05Z signed by ML-DSA-65 as well",
                "Look at this: 1 checkpoint is signed by ES256 alone"), result.out().lines().skip(2).toList());
    }

    @Test
    public void aPersonsTrailTellsWhoAndWhatFor() {
        system.answer("POST /admin/v1/audit/person", 200,
                "{\"entries\":[{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"verification.answered\",\"outcome\":\"VERIFIED\","
                        + "\"actor\":\"bank\",\"subject\":\"00ff\",\"details\":{\"factor\":\"finger\",\"transaction\":\"t1\"}}],\"more\":true}");
        Cli.Result result = system.run("audit", "person", "278795347141", "--purpose", "request 12 of the person");
        assertEquals(result.err(), ExitCode.DONE, result.exitCode());
        assertEquals(List.of("2026-01-02T03:04:05Z  verification.answered  VERIFIED  by bank  factor=finger  transaction=t1",
                "There are older entries; only the newest are listed."), result.out().lines().toList());
        assertTrue(system.request("POST /admin/v1/audit/person").body().contains("\"purpose\":\"request 12 of the person\""));
        assertEquals("a purpose has to be given", ExitCode.WRONG_USE, system.run("audit", "person", "278795347141").exitCode());
    }

    @Test
    public void anAnchorIsWrittenOnceAndHeldAgainstTheChain() throws IOException {
        Path file = folder.getRoot().toPath().resolve("anchor.json");
        system.answer("POST /admin/v1/audit/anchors", 200,
                "{\"sequence\":19,\"head\":\"61147b\",\"at\":\"2026-01-02T03:04:05Z\",\"keyId\":\"k\","
                        + "\"publicKey\":{\"kty\":\"EC\"},\"jws\":\"a.b.c\"}");
        Cli.Result export = system.run("audit", "export", "--out", file.toString());
        assertEquals(ExitCode.DONE, export.exitCode());
        assertEquals(List.of("Anchor of entry 19 written to " + file + ". Head 61147b",
                "Keep it where this system cannot write; idem audit verify --anchor " + file
                        + " holds the chain against it"),
                export.out().lines().toList());
        assertEquals("EC", Api.JSON.readTree(file.toFile()).path("publicKey").path("kty").asText());

        Cli.Result again = system.run("audit", "export", "--out", file.toString());
        assertEquals(ExitCode.WRONG_USE, again.exitCode());
        assertTrue(again.err(), again.err().startsWith("FILE_EXISTS (out)"));

        system.answer(HELD, 200, HOLDS + SIGNED + "}");
        Cli.Result held = system.run("audit", "verify", "--anchor", file.toString(), "--anchor", file.toString());
        assertEquals(ExitCode.DONE, held.exitCode());
        assertEquals("It holds what the 2 anchors say", held.out().lines().toList().get(2));
        assertEquals("[\"a.b.c\",\"a.b.c\"]", system.request(HELD).json().path("anchors").toString());
    }

    @Test
    public void aChainThatIsShorterThanItsAnchorIsANo() throws IOException {
        system.answer(HELD, 200, "{\"intact\":false,\"sequence\":12,\"why\":\"The end was cut off\"}");
        Cli.Result result = system.run("audit", "verify", "--anchor", anchor("{\"jws\":\"a.b.c\"}"));
        assertEquals(ExitCode.NEGATIVE, result.exitCode());
        assertEquals(List.of("The chain is broken at entry 12: The end was cut off"), result.out().lines().toList());
    }

    @Test
    public void anAnchorOfAnotherSystemIsNamedByItsFile() throws IOException {
        String file = anchor("{\"jws\":\"a.b.c\"}");
        system.answer(HELD, 400,
                "{\"errors\":[{\"code\":\"INVALID_VALUE\",\"field\":\"anchors[0]\",\"message\":\"Not of here\"}]}");
        Cli.Result result = system.run("audit", "verify", "--anchor", file);
        assertEquals(ExitCode.WRONG_USE, result.exitCode());
        assertEquals("INVALID_VALUE (" + file + "): Not of here", result.err().strip());
    }

    @Test
    public void aFileThatIsNoAnchorIsWrongUse() throws IOException {
        for (String content : List.of("", "no JSON", "{}", "[]", "{\"jws\":\"\"}", " ".repeat(70_000))) {
            Cli.Result result = system.run("audit", "verify", "--anchor", anchor(content));
            assertEquals(ExitCode.WRONG_USE, result.exitCode());
            assertTrue(result.err(), result.err().startsWith("ANCHOR_MALFORMED (anchor)"));
        }
        Cli.Result missing = system.run("audit", "verify", "--anchor", anchor("") + ".not-there");
        assertEquals(ExitCode.WRONG_USE, missing.exitCode());
        assertTrue(missing.err(), missing.err().startsWith("FILE_UNREADABLE (anchor)"));
        assertEquals("nobody is asked", List.of(), system.lines());
    }

    @Test
    public void anAnswerWithoutAnAnchorLeavesNoFile() {
        Path file = folder.getRoot().toPath().resolve("none.json");
        system.answer("POST /admin/v1/audit/anchors", 200, "{}");
        assertEquals(ExitCode.SYSTEM_FAILED, system.run("audit", "export", "--out", file.toString()).exitCode());
        assertFalse(Files.exists(file));
        assertEquals(ExitCode.WRONG_USE, system.run("audit", "export").exitCode());
    }

    private String anchor(String content) throws IOException {
        return Files.writeString(folder.newFile().toPath(), content).toString();
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
