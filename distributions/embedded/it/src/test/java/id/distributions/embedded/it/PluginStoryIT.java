package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A vendor's plugin on its way through a country, by the commands that the vendor and the operator type. */
public class PluginStoryIT {
    private static final String NAME = VendorKind.NOTIFIER.plugin();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path work;
    private Path home;
    private Path distribution;
    private CommandLine idem;
    private RunningProcess system;

    @Before
    public void begin() throws Exception {
        work = folder.getRoot().toPath();
        home = work.resolve("home");
        distribution = new AssembledFolder().path();
        idem = new CommandLine(home, work);
        Files.createDirectories(home.resolve("conf/trust"));
        Files.createDirectories(home.resolve("plugins"));
        acmeIsTrusted();
    }

    @After
    public void end() {
        if (system != null) {
            system.close();
        }
    }

    private void acmeIsTrusted() throws Exception {
        Files.writeString(work.resolve("password"), "correct horse\n");
        done(idem.run("plugin", "new-key", "--name", "Acme", "--out", file("acme.p12"), "--password-file", file("password")));
        Files.copy(work.resolve("acme.pem"), home.resolve("conf/trust/acme.pem"));
        trust("acme.roots=acme.pem\nacme.kinds=notifier\n");
    }

    private void trust(String publishers) throws IOException {
        Path draft = Files.writeString(work.resolve("publishers.properties"), publishers);
        Files.move(draft, home.resolve("conf/trust/publishers.properties"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void start() throws Exception {
        system = RunningProcess.of(distribution, work, "run", "--home", home.toString(), "--port",
                Integer.toString(InsideFramework.freePort()));
        String line = system.awaitReadyLine();
        assertTrue(line + system.standardError(), line.startsWith("Idem is ready"));
    }

    private String file(String name) {
        return work.resolve(name).toString();
    }

    private String signed(VendorJar jar) throws Exception {
        Path built = Files.write(work.resolve("built-" + jar.version() + ".jar"), jar.bytes(home));
        String signed = file("acme-" + jar.version() + ".jar");
        done(idem.run("plugin", "sign", built.toString(), "--keystore", file("acme.p12"), "--password-file", file("password"),
                "--out", signed));
        return signed;
    }

    private static VendorJar version(String version) throws IOException {
        return new VendorJar(VendorKind.NOTIFIER, version);
    }

    private static CommandLine.Result done(CommandLine.Result result) {
        return ended(0, result);
    }

    private static CommandLine.Result ended(int exitCode, CommandLine.Result result) {
        assertEquals(result.toString(), exitCode, result.exitCode());
        return result;
    }

    private static void says(String text, String... parts) {
        for (String part : parts) {
            assertTrue(part + " in: " + text, text.contains(part));
        }
    }

    /** The line of the list that tells of one plugin; empty when it is not there. */
    private String listed(String name) throws Exception {
        return done(idem.run("plugin", "list")).out().lines().filter(line -> line.startsWith(name + " ")).findFirst().orElse("");
    }

    private String why(String name) throws Exception {
        return done(idem.run("plugin", "why", name)).out();
    }

    private String page(String path) throws Exception {
        JsonNode where = new com.fasterxml.jackson.databind.ObjectMapper().readTree(home.resolve("run/idem.json").toFile());
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + where.path("port").asInt() + path))
                .build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    public void aSignedPluginComesInGoesOnAndGoes() throws Exception {
        String one = signed(version("1.0.0"));
        start();
        says(done(idem.run("plugin", "install", one)).out(), "Installed: " + NAME + " 1.0.0, in use (Notifier)");
        says(listed(NAME), "1.0.0", "acme", "IN_USE", "Notifier");
        says(done(idem.run("plugin", "upgrade", signed(version("2.0.0")))).out(),
                "Upgraded: " + NAME + " 2.0.0 in the place of 1.0.0, in use (Notifier)");
        says(ended(1, idem.run("plugin", "upgrade", signed(version("3.0.0").failing()))).out(), "Kept: " + NAME + " 2.0.0 works on",
                "could not be");
        says(why(NAME), NAME + " 2.0.0 is in use", "Refused: ", "(NOT_UP)", NAME + " 3.0.0: ");
        says(ended(1, idem.run("plugin", "install", tampered(one))).out(), "Refused (TAMPERED)");
        says(why("tampered.jar"), "Refused: tampered.jar", "(TAMPERED)");
        assertFalse(system.standardError(), system.standardError().contains("not signed"));
        says(metrics(), "idem_plugin_in_use{", "publisher=\"acme\"");

        system.kill();
        start();
        says(listed(NAME), "2.0.0", "acme", "IN_USE");
        says(done(idem.run("plugin", "remove", NAME)).out(), "Removed: " + NAME + " 2.0.0");
        assertEquals("", listed(NAME));
        assertEquals(0, system.stop());
        start();
        assertEquals("it stays away", "", listed(NAME));
        says(done(idem.run("audit", "list", "--limit", "200")).out(), "plugin.installed", "plugin.upgraded", "plugin.refused",
                "plugin.started", "plugin.removed");
    }

    /** A file that is no more than what the vendor signed, but for one byte. */
    private String tampered(String jar) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(jar));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String name = "com/example/vendor/VendorNotifier.class";
        bytes[text.indexOf(name) + name.length() + 200] ^= 1;
        return Files.write(work.resolve("tampered.jar"), bytes).toString();
    }

    private String metrics() throws Exception {
        done(idem.run("client", "add", "monitor", "--role", "monitor", "--key-out",
                home.resolve("keys/monitor.jwk").toString()));
        String token = done(idem.run("token", "--client", "monitor")).out().strip();
        JsonNode where = new com.fasterxml.jackson.databind.ObjectMapper().readTree(home.resolve("run/idem.json").toFile());
        URI metrics = URI.create("http://127.0.0.1:" + where.path("port").asInt() + "/metrics");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(metrics).header("Authorization", "Bearer " + token).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    public void whatNobodySignedIsLoudInPilotAndKeptOutInProduction() throws Exception {
        Files.write(home.resolve("plugins/sms.jar"), version("1.0.0").bytes(home));
        start();
        await(() -> listed(NAME).contains("IN_USE"));
        CommandLine.Result list = done(idem.run("plugin", "list"));
        says(listed(NAME), "UNSIGNED");
        says(list.out() + list.err(), "UNSIGNED plugins are installed: " + NAME + " 1.0.0");
        for (String path : List.of("/", "/docs/")) {
            says(page(path), "Unsigned plugins are installed: " + NAME + " 1.0.0");
        }
        assertEquals(0, system.stop());
        start();
        says(system.standardError(), "WARNING", NAME);
        assertEquals(0, system.stop());

        distribution = production();
        start();
        assertEquals("", listed(NAME));
        says(why("sms.jar"), "Refused: sms.jar", "(UNSIGNED)", "To mend it: ");
        says(ended(1, idem.run("plugin", "install", home.resolve("plugins/sms.jar").toString())).out(), "Refused (UNSIGNED)");
        says(done(idem.run("plugin", "install", signed(version("2.0.0")))).out(), "Installed: " + NAME + " 2.0.0, in use");
        trust("acme.roots=acme.pem\nacme.kinds=printer\n");
        await(() -> listed(NAME).isEmpty());
        says(why(NAME), "(KIND_NOT_GRANTED)");
    }

    /** The distribution as it would be in service. */
    private Path production() throws Exception {
        return ProductionFolder.safe(work.resolve("production"), home, new TestCertificate(work, "server")).path();
    }

    @Test
    public void oneSettingPutsAPluginIntoAProcessOfItsOwn() throws Exception {
        start();
        done(idem.run("plugin", "install", signed(version("1.0.0"))));
        assertFalse(listed(NAME), listed(NAME).contains("in a process of its own"));
        Path settings = home.resolve("conf/id.core.plugins.process.config");
        Files.writeString(settings, "outOfProcess=[\"" + NAME + "\"]\nrestartFirstMillis=I\"2000\"\n");
        await(() -> pid().isPresent());
        long first = pid().getAsLong();
        says(listed(NAME), "IN_USE", "in a process of its own");
        assertTrue(ProcessHandle.of(first).orElseThrow().destroyForcibly());
        await(() -> why(NAME).contains("it was killed: signal 9"));
        await(() -> pid().isPresent() && pid().getAsLong() != first);
        long second = pid().getAsLong();
        system.kill();
        await(() -> ProcessHandle.of(second).isEmpty());
        start();
        await(() -> pid().isPresent());
        Files.delete(settings);
        await(() -> listed(NAME).contains("IN_USE") && !listed(NAME).contains("in a process of its own"));
        says(done(idem.run("audit", "list", "--limit", "200")).out(), "plugin.moved");
        assertEquals(0, system.stop());
    }

    private OptionalLong pid() throws Exception {
        Matcher process = Pattern.compile("Process ([0-9]+) runs").matcher(why(NAME));
        return process.find() ? OptionalLong.of(Long.parseLong(process.group(1))) : OptionalLong.empty();
    }

    private static void await(VendorPlugins.Condition condition) throws Exception {
        VendorPlugins.await("it comes about", LIMIT, condition);
    }
}
