package id.core.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class CardCommandTest {
    private static final String CARD = "POST /admin/v1/cards";
    private static final String UIN = "278795347141";
    private static final byte[] PDF = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private Path file;

    @Before
    public void nameFile() {
        file = folder.getRoot().toPath().resolve("card.pdf");
    }

    private void rendered(String mediaType) {
        Map<String, String> headers = Map.of("Content-Type", mediaType, "X-Credential-Id", "c1");
        system.answer(CARD, body -> new FakeSystem.Answer(200, headers, PDF));
    }

    @Test
    public void theCardIsWritten() throws IOException {
        rendered("application/pdf");
        Cli.Result words = system.run("card", UIN, "-o", file.toString());
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Card written to " + file + " (credential c1)"), words.out().lines().toList());
        assertArrayEquals(PDF, Files.readAllBytes(file));
        assertEquals("{\"individual\":{\"type\":\"uin\",\"value\":\"" + UIN + "\"}}", system.request(CARD).body());
    }

    @Test
    public void theCardIsTold() {
        rendered("application/pdf");
        Cli.Result json = system.run("card", UIN, "--output", file.toString(), "--json");
        assertEquals("c1", json.json().path("credentialId").asText());
        assertEquals(file.toString(), json.json().path("file").asText());
        assertEquals(PDF.length, json.json().path("bytes").asInt());
    }

    /** A printer that prints gives no document: a reference is no card. */
    @Test
    public void aCardThatWasPrintedElsewhereIsNotWritten() {
        system.answer(CARD, 200, "{\"printed\":\"tray-2\"}");
        Cli.Result words = system.run("card", UIN, "-o", file.toString());
        assertEquals(ExitCode.DONE, words.exitCode());
        assertTrue(words.out(), words.out().contains("tray-2"));
        assertFalse(Files.exists(file));
        assertEquals("tray-2",
                system.run("card", UIN, "-o", file.toString(), "--json").json().path("printed").asText());
    }

    @Test
    public void anythingElseIsNoCard() {
        rendered("text/html");
        Cli.Result result = system.run("card", UIN, "-o", file.toString(), "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("ANSWER_MALFORMED", result.code());
        assertFalse(Files.exists(file));
    }

    @Test
    public void aFileThatCannotBeWrittenIsWrongUse() {
        rendered("application/pdf");
        for (Path wrong : List.of(folder.getRoot().toPath(), file.resolveSibling("absent").resolve("card.pdf"))) {
            Cli.Result result = system.run("card", UIN, "-o", wrong.toString(), "--json");
            assertEquals(ExitCode.WRONG_USE, result.exitCode());
            assertEquals("FILE_UNWRITABLE", result.code());
        }
    }

    @Test
    public void aNumberThatIsNoneIsWrongUse() {
        Cli.Result result = system.run("card", "Asha", "-o", file.toString(), "--json");
        assertEquals(ExitCode.WRONG_USE, result.exitCode());
        assertEquals("individual", result.error().path("field").asText());
        assertEquals(List.of(), system.lines());
    }
}
