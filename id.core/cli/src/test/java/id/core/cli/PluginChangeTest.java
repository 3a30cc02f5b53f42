package id.core.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** {@code plugin install}, {@code upgrade} and {@code remove}. */
public class PluginChangeTest {
    private static final String INSTALL = "POST /admin/v1/plugins/install?file=sms.jar";
    private static final String UPGRADE = "POST /admin/v1/plugins/upgrade?file=sms.jar";
    private static final String REMOVE = "DELETE /admin/v1/plugins/com.example.sms";
    private static final String SMS = "{\"name\":\"com.example.sms\",\"version\":\"1.0.0\",\"state\":\"IN_USE\","
            + "\"kinds\":[\"Notifier\"],\"calls\":0,\"failures\":0,\"problem\":\"\"}";
    private static final String IDLE = SMS.replace("IN_USE", "IDLE").replace("\"Notifier\"", "").replace(
            "\"problem\":\"\"", "\"problem\":\"The setting url is missing\"");
    private static final byte[] JAR = { 'P', 'K', 3, 4, (byte) 0xFF, (byte) 0x80, 0 };

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private Path jar;

    @Before
    public void writeJar() throws IOException {
        jar = Files.write(folder.getRoot().toPath().resolve("sms.jar"), JAR);
    }

    private static String done(String plugin) {
        return "{\"result\":\"DONE\",\"plugin\":" + plugin + "}";
    }

    @Test
    public void theJarGoesOverAsItIs() {
        system.answer(INSTALL, 200, done(SMS));
        Cli.Result words = system.run("plugin", "install", jar.toString());
        assertEquals(words.toString(), ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Installed: com.example.sms 1.0.0, in use (Notifier)"), words.out().lines().toList());
        assertArrayEquals(JAR, system.request(INSTALL).bytes());
        assertEquals("application/java-archive", system.request(INSTALL).mediaType());
    }

    @Test
    public void whatItWaitsForIsTold() {
        system.answer(INSTALL, 200, done(IDLE));
        Cli.Result words = system.run("plugin", "install", jar.toString());
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Installed: com.example.sms 1.0.0, idle", "  The setting url is missing"),
                words.out().lines().toList());
    }

    @Test
    public void theReplacedVersionIsTold() {
        system.answer(UPGRADE, 200, "{\"result\":\"DONE\",\"plugin\":" + SMS + ",\"replaced\":\"0.9.0\"}");
        Cli.Result words = system.run("plugin", "upgrade", jar.toString());
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Upgraded: com.example.sms 1.0.0 in the place of 0.9.0, in use (Notifier)"),
                words.out().lines().toList());
    }

    @Test
    public void anOldVersionThatStaysIsANegativeAnswer() {
        system.answer(UPGRADE, 200, "{\"result\":\"KEPT\",\"plugin\":" + SMS + ",\"why\":\"No gateway\"}");
        Cli.Result words = system.run("plugin", "upgrade", jar.toString());
        assertEquals(ExitCode.NEGATIVE, words.exitCode());
        assertEquals(List.of("Kept: com.example.sms 1.0.0 works on. The new version did not come up: No gateway"),
                words.out().lines().toList());
        Cli.Result json = system.run("plugin", "upgrade", jar.toString(), "--json");
        assertEquals(ExitCode.NEGATIVE, json.exitCode());
        assertEquals("KEPT", json.json().path("result").asText());
    }

    @Test
    public void aRefusalIsANegativeAnswer() {
        system.answer(INSTALL, 200,
                "{\"result\":\"REFUSED\",\"code\":\"TAMPERED\",\"why\":\"The manifest is not the one that was signed\"}");
        Cli.Result words = system.run("plugin", "install", jar.toString());
        assertEquals(ExitCode.NEGATIVE, words.exitCode());
        assertEquals(List.of("Refused (TAMPERED): The manifest is not the one that was signed"),
                words.out().lines().toList());
    }

    @Test
    public void aRemovedPluginIsNamed() {
        system.answer(REMOVE, 200, done(SMS.replace("IN_USE", "DRAINING")));
        Cli.Result words = system.run("plugin", "remove", "com.example.sms");
        assertEquals(ExitCode.DONE, words.exitCode());
        assertEquals(List.of("Removed: com.example.sms 1.0.0"), words.out().lines().toList());
        assertEquals(List.of(REMOVE), system.lines());
    }

    @Test
    public void aVersionOrANameIsNoPath() {
        system.run("plugin", "remove", "a/../b", "--version", "1.0&x=1");
        assertEquals(List.of("DELETE /admin/v1/plugins/a%2F..%2Fb?version=1.0%26x%3D1"), system.lines());
        assertEquals("INVALID_VALUE", system.run("plugin", "remove", "..", "--json").code());
    }

    @Test
    public void aResultThatIsUnknownIsNoAnswer() {
        system.answer(INSTALL, 200, "{\"result\":\"PERHAPS\"}");
        Cli.Result json = system.run("plugin", "install", jar.toString(), "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, json.exitCode());
        assertEquals("ANSWER_MALFORMED", json.code());
    }

    @Test
    public void anAnswerWithoutItsPluginIsNoAnswer() {
        system.answer(INSTALL, 200, "{\"result\":\"DONE\"}");
        Cli.Result json = system.run("plugin", "install", jar.toString(), "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, json.exitCode());
        assertEquals("ANSWER_MALFORMED", json.code());
    }

    @Test
    public void whatIsNoJarIsNotHandedOver() throws IOException {
        Path root = folder.getRoot().toPath();
        told("FILE_UNREADABLE", root.resolve("absent.jar"));
        told("NOT_A_FILE", root);
        told("JAR_EMPTY", Files.createFile(root.resolve("empty.jar")));
        try (RandomAccessFile large = new RandomAccessFile(root.resolve("large.jar").toFile(), "rw")) {
            large.setLength((64L << 20) + 1);
        }
        told("JAR_TOO_LARGE", root.resolve("large.jar"));
        assertEquals(List.of(), system.lines());
    }

    private void told(String code, Path file) {
        for (String command : List.of("install", "upgrade")) {
            Cli.Result json = system.run("plugin", command, file.toString(), "--json");
            assertEquals(ExitCode.WRONG_USE, json.exitCode());
            assertEquals(code, json.code());
            assertEquals("jar", json.error().path("field").asText());
            assertTrue(json.out(), json.error().path("message").asText().contains(file.toString()));
        }
    }
}
