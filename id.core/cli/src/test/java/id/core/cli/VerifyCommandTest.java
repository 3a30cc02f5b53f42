package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class VerifyCommandTest {
    private static final String VERIFY = "POST /verification/v1/verifications";
    private static final String UIN = "278795347141";
    private static final String VID = "1234567890123456789";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void aYes() {
        system.answer(VERIFY, 200, "{\"verified\":true,\"token\":\"t\",\"factors\":[\"attributes\"]}");
        Cli.Result words = system.run("verify", UIN, "--demographic", "name=Asha Rao");
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Yes: verified."), words.out().lines().toList());
        Cli.Result json = system.run("verify", UIN, "--demographic", "name=Asha Rao", "--json");
        assertEquals(ExitCode.DONE, json.exitCode());
        assertTrue(json.json().path("verified").asBoolean());
    }

    @Test
    public void aNoHasItsReason() {
        system.answer(VERIFY, 200, "{\"verified\":false,\"reason\":\"NO_MATCH\"}");
        Cli.Result words = system.run("verify", UIN, "--demographic", "name=Asha Rao");
        assertEquals(ExitCode.NEGATIVE, words.exitCode());
        assertEquals(List.of("No: NO_MATCH"), words.out().lines().toList());
        Cli.Result json = system.run("verify", UIN, "--demographic", "name=Asha Rao", "--json");
        assertEquals(ExitCode.NEGATIVE, json.exitCode());
        assertFalse(json.json().path("verified").asBoolean(true));
        assertEquals("NO_MATCH", json.json().path("reason").asText());
    }

    @Test
    public void anAnswerThatSaysNeitherIsNoNo() {
        for (String neither : new String[]{ "{}", "{\"verified\":null}", "{\"verified\":\"true\"}" }) {
            system.answerOnly(VERIFY, 200, neither);
            Cli.Result result = system.run("verify", UIN, "--demographic", "name=Asha Rao", "--json");
            assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
            assertEquals("ANSWER_MALFORMED", result.code());
        }
    }

    @Test
    public void everyProofIsSent() throws IOException {
        system.answer(VERIFY, 200, "{\"verified\":true}");
        String image = Files.write(folder.getRoot().toPath().resolve("f.png"), new byte[]{ 1, 2, 3 }).toString();
        system.run("verify", VID, "--finger", "right-index=" + image, "--demographic", "name=Asha Rao",
                "--demographic", "gender=female", "--transaction", "t-1");
        JsonNode body = system.request(VERIFY).json();
        assertEquals("t-1", body.path("transactionId").asText());
        assertEquals("{\"type\":\"vid\",\"value\":\"" + VID + "\"}", body.path("individual").toString());
        assertEquals("[{\"position\":\"right-index\",\"data\":\"AQID\"},"
                + "{\"attributes\":{\"name\":\"Asha Rao\",\"gender\":\"female\"}}]", body.path("proofs").toString());
    }

    @Test
    public void everyVerificationIsATransactionOfItsOwn() {
        system.answer(VERIFY, 200, "{\"verified\":true}");
        system.run("verify", UIN, "--demographic", "name=Asha Rao");
        assertTrue(system.request(VERIFY).json().path("transactionId").asText().matches("[0-9a-f-]{36}"));
        assertEquals("uin", system.request(VERIFY).json().at("/individual/type").asText());
    }

    @Test
    public void wrongUseIsRefusedBeforeAnythingIsSent() {
        refused("INVALID_VALUE", "individual", "1234567", "--otp");
        refused("INVALID_VALUE", "individual", VID + "0", "--otp");
        refused("INVALID_VALUE", "individual", "Asha Rao", "--otp");
        refused("MISSING_VALUE", "proofs", UIN);
        refused("WRONG_USE", "otp", UIN, "--demographic", "gender=female", "--code", "123456");
        refused("WRONG_USE", "otp", UIN, "--demographic", "gender=female", "--send-only");
        refused("MISSING_VALUE", "transaction", UIN, "--otp", "--code", "123456");
        refused("WRONG_USE", "otp", UIN, "--otp", "--code", "123456", "--transaction", "t-1", "--send-only");
        refused("POSITION_UNKNOWN", "finger", UIN, "--finger", "right-toe=f.png");
        refused("POSITION_REPEATED", "finger", UIN, "--finger", "right-index=" + file(), "--finger",
                "right-index=" + file());
        refused("FILE_UNREADABLE", "right-index", UIN, "--finger", "right-index=" + file() + ".absent");
    }

    private String file() {
        return system.home().resolve("keys/admin.jwk").toString();
    }

    private void refused(String code, String field, String... arguments) {
        Cli.Result result = system.run(
                Stream.concat(Stream.of("verify", "--json"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(result.toString(), ExitCode.WRONG_USE, result.exitCode());
        assertEquals(code, result.code());
        assertEquals(field, result.error().path("field").asText());
        assertFalse(result.out(), result.out().contains("Asha"));
        assertEquals(List.of(), system.lines());
    }
}
