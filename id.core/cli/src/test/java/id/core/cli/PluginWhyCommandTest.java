package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** {@code plugin why}. */
public class PluginWhyCommandTest {
    private static final String WHY = "GET /admin/v1/plugins/com.example.sms";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void eachVersionIsToldWithItsReason() {
        system.answer(WHY, 200,
                "{\"plugins\":[{\"name\":\"com.example.sms\",\"version\":\"1.0.0\",\"state\":\"IN_USE\","
                        + "\"kinds\":[\"Notifier\"],\"calls\":7,\"problem\":\"\",\"publisher\":\"acme\","
                        + "\"circuitBreaker\":\"CLOSED\",\"limits\":{\"a\":1},\"origin\":null},"
                        + "{\"name\":\"com.example.sms\",\"version\":\"2.0.0\",\"state\":\"UNRESOLVED\",\"kinds\":[],"
                        + "\"problem\":\"The package com.example.gateway is not there\"}],\"refusals\":[]}");
        Cli.Result words = system.run("plugin", "why", "com.example.sms");
        assertEquals(words.toString(), ExitCode.DONE, words.exitCode());
        assertEquals(
                List.of("com.example.sms 1.0.0 is in use", "  offers: Notifier", "  calls: 7", "  publisher: acme",
                        "  circuit breaker: CLOSED",
                        "com.example.sms 2.0.0 is unresolved: The package com.example.gateway is not there",
                        "  offers nothing"),
                words.out().lines().toList());
    }

    @Test
    public void aRefusalIsToldWithItsMend() {
        system.answer(WHY, 200,
                "{\"plugins\":[],\"refusals\":[{\"file\":\"sms-2.jar\",\"code\":\"UNSIGNED\",\"why\":\"Nobody signed it\","
                        + "\"mend\":\"Ask the vendor for a signed one\",\"at\":\"2026-11-26T03:00:00Z\"}]}");
        Cli.Result words = system.run("plugin", "why", "com.example.sms");
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(
                List.of("Refused: sms-2.jar at 2026-11-26T03:00:00Z (UNSIGNED): Nobody signed it",
                        "  To mend it: Ask the vendor for a signed one"),
                words.out().lines().toList());
    }

    @Test
    public void aVersionIsAskedFor() {
        String line = WHY + "?version=2.0.0";
        system.answer(line, 200,
                "{\"plugins\":[{\"name\":\"com.example.sms\",\"version\":\"2.0.0\",\"state\":\"IDLE\"}],\"refusals\":[]}");
        Cli.Result json = system.run("plugin", "why", "com.example.sms", "--version", "2.0.0", "--json");
        assertEquals("2.0.0", json.json().at("/plugins/0/version").asText());
        assertEquals(List.of(line), system.lines());
    }

    @Test
    public void anUnknownNameSaysWhatToDo() {
        system.answer(WHY, 200, "{\"plugins\":[],\"refusals\":[]}");
        Cli.Result json = system.run("plugin", "why", "com.example.sms", "--json");
        assertEquals(ExitCode.WRONG_USE, json.exitCode());
        assertEquals("NOT_FOUND", json.code());
        assertTrue(json.out(), json.error().path("message").asText().contains("idem plugin list"));
    }
}
