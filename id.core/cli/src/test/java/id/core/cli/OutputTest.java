package id.core.cli;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class OutputTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void jsonIsUtf8WhateverTheTerminalIs() {
        system.answer("GET /admin/v1/clients", 200, "{\"clients\":[{\"displayName\":\"Ministère\"}]}");
        assertEquals("Ministère",
                Cli.inCharset(StandardCharsets.US_ASCII, "", system.at("client", "list", "--json")).json()
                        .at("/clients/0/displayName").asText());
    }

    @Test
    public void jsonIsOneLine() {
        system.answer("GET /admin/v1/system", 200, "{\n  \"name\": \"Idem\"\n}");
        assertEquals("{\"name\":\"Idem\"}" + System.lineSeparator(), system.run("system", "--json").out());
    }

    @Test
    public void numbersStayAsTheyAre() {
        system.answer("GET /admin/v1/system", 200, "{\"a\":1.15,\"b\":12345678901234567890123}");
        assertEquals("{\"a\":1.15,\"b\":12345678901234567890123}", system.run("system", "--json").out().strip());
    }
}
