package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** {@code verify --otp}: a code is sent, then typed or given later. */
public class VerifyByCodeTest {
    private static final String CHALLENGE = "POST /verification/v1/challenges";
    private static final String VERIFY = "POST /verification/v1/verifications";
    private static final String UIN = "278795347141";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private void codesAreSent() {
        system.answer(CHALLENGE, 200, "{\"destination\":\"a***@e***.org\",\"expiresAt\":\"2026-01-02T03:04:05Z\"}");
        system.answer(VERIFY, 200, "{\"verified\":true}");
    }

    @Test
    public void theTypedCodeIsSentWithTheTransactionOfItsChallenge() {
        codesAreSent();
        Cli.Result result = system.typing(" 123456 \n", "verify", UIN, "--otp", "--json");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertTrue(result.json().path("verified").asBoolean());
        assertEquals("A code was sent to a***@e***.org." + System.lineSeparator() + "Code: ", result.err());
        JsonNode body = system.request(VERIFY).json();
        assertEquals("[{\"factor\":\"otp\",\"code\":\"123456\"}]", body.path("proofs").toString());
        assertEquals(system.request(CHALLENGE).json().path("transactionId"), body.path("transactionId"));
    }

    @Test
    public void noCodeTypedIsWrongUse() {
        codesAreSent();
        for (String nothing : new String[]{ "", "\n", "  \n" }) {
            Cli.Result result = system.typing(nothing, "verify", UIN, "--otp", "--json");
            assertEquals(ExitCode.WRONG_USE, result.exitCode());
            assertEquals("MISSING_VALUE", result.code());
        }
        assertFalse(system.lines().contains(VERIFY));
    }

    @Test
    public void aCodeCanBeGivenLater() {
        codesAreSent();
        Cli.Result sent = system.run("verify", UIN, "--otp", "--send-only", "--json");
        assertEquals(ExitCode.DONE, sent.exitCode());
        String transaction = sent.json().path("transactionId").asText();
        assertEquals("a***@e***.org", sent.json().path("destination").asText());
        assertEquals(List.of(CHALLENGE), system.lines());
        Cli.Result verified = system.run("verify", UIN, "--otp", "--code", "123456", "--transaction", transaction);
        assertEquals(List.of("Yes: verified."), verified.out().lines().toList());
        assertEquals(transaction, system.request(CHALLENGE).json().path("transactionId").asText());
        assertEquals(transaction, system.request(VERIFY).json().path("transactionId").asText());
    }

    @Test
    public void theTransactionIsTold() {
        codesAreSent();
        assertEquals(List.of("Transaction t-1"), system
                .run("verify", UIN, "--otp", "--send-only", "--transaction", "t-1").out().lines().toList());
    }

    @Test
    public void aRefusedChallengeIsANo() {
        system.answer(CHALLENGE, 200, "{\"reason\":\"UNKNOWN_PERSON\"}");
        Cli.Result result = system.run("verify", UIN, "--otp", "--json");
        assertEquals(ExitCode.NEGATIVE, result.exitCode());
        assertEquals("{\"verified\":false,\"reason\":\"UNKNOWN_PERSON\"}", result.json().toString());
    }

    @Test
    public void aCodeThatCouldNotBeSentIsNoNo() {
        system.answer(CHALLENGE, 503,
                "{\"errors\":[{\"code\":\"UNAVAILABLE\",\"field\":\"factor\",\"message\":\"Try again later\"}]}");
        Cli.Result result = system.run("verify", UIN, "--otp", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("UNAVAILABLE", result.code());
    }
}
