package id.core.plugins.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.notification.Notifier;
import id.api.security.CredentialSigner;
import id.api.value.Bytes;
import id.core.plugins.install.InstalledPlugin;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Settings that reach the process, plugins that cannot run there, and the end of the core. */
public class SettingsAndEndTest {
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="com.example.outside.OutsideComponent"
              configuration-policy="require" configuration-pid="com.example.settings" activate="start" modified="start">
              <implementation class="com.example.outside.OutsideComponent"/>
              <service><provide interface="id.api.notification.Notifier"/></service>
              <property name="channel" value="outside"/>
            </scr:component>
            """;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void settingsAreForwardedAlsoWhenTheyChange() throws Exception {
        try (CoreFramework core = new CoreFramework(folder.getRoot().toPath(), Map.of("niceness", 0))) {
            OutsidePlugin outside = OutsidePlugin.of(folder.getRoot().toPath(), "1.0.0",
                    Map.of("Service-Component", "OSGI-INF/outside.xml"), Map.of("OSGI-INF/outside.xml", COMPONENT), Set.of("notifier"));
            RunningPlugin plugin = core.processes().start(outside.installed(), outside.jar());
            await(() -> plugin.problem().contains("waits for its settings: conf/com.example.settings.config"));
            ConfigurationAdmin settings = core.context()
                    .getService(core.context().getServiceReference(ConfigurationAdmin.class));
            Configuration own = settings.getConfiguration("com.example.settings", "?");
            own.update(values("one", 1L));
            assertTrue(plugin.awaitOffered(Duration.ofSeconds(300)));
            await(() -> CoreFramework.said(core.send("settings", "")).equals("greeting=one, number=1 Long"));
            own.update(values("two", 2L));
            await(() -> CoreFramework.said(core.send("settings", "")).equals("greeting=two, number=2 Long"));
            own.delete();
            await(() -> core.registry().offers(Notifier.class, "(channel=outside)").isEmpty());
            plugin.stop();
        }
    }

    private static Dictionary<String, Object> values(String greeting, long number) {
        return new Hashtable<>(Map.of("greeting", greeting, "number", number));
    }

    @Test
    public void theCoreSignsForFormatsAlone() throws Exception {
        try (CoreFramework core = new CoreFramework(folder.getRoot().toPath(), Map.of("niceness", 0))) {
            core.context().registerService(CredentialSigner.class, new TestSigner(), null);
            assertEquals("EdDSA 10 32", signs(core, Set.of("notifier", "stage", "format")));
            assertEquals("nobody signs", signs(core, Set.of("notifier", "stage")));
        }
    }

    private String signs(CoreFramework core, Set<String> kinds) throws Exception {
        OutsidePlugin outside = OutsidePlugin.of(folder.getRoot().toPath(), "1.0.0",
                Map.of("Bundle-Activator", "com.example.outside.OutsideActivator"), Map.of(), kinds);
        RunningPlugin plugin = core.processes().start(outside.installed(), outside.jar());
        assertTrue(plugin.problem(), plugin.awaitOffered(Duration.ofSeconds(300)));
        String said = CoreFramework.said(core.send("sign", ""));
        plugin.stop();
        return said;
    }

    /** Whose signature is what it was given. */
    private static final class TestSigner implements CredentialSigner {
        @Override
        public Bytes sign(String keyId, Bytes input) {
            return input;
        }

        @Override
        public String algorithm() {
            return "EdDSA";
        }

        @Override
        public String keyId() {
            return "key";
        }

        @Override
        public String publicKeys() {
            return "{}";
        }
    }

    @Test
    public void aKindThatCannotRunThereIsRefusedInWords() throws Exception {
        try (CoreFramework core = new CoreFramework(folder.getRoot().toPath(), Map.of())) {
            InstalledPlugin keys = new InstalledPlugin("com.example.keys", "1.0.0", "00", Optional.empty(), Set.of("keys"), Set.of());
            IdentityException refused = assertThrows(IdentityException.class,
                    () -> core.processes().start(keys, folder.newFile().toPath()));
            assertEquals("outOfProcess", refused.field());
            assertTrue(refused.getMessage(), refused.getMessage().contains("keys cannot run in a process of its own"));
        }
    }

    @Test
    public void withoutTheCoreTheProcessEnds() throws Exception {
        Process core = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LoneCore.class.getName(), folder.getRoot().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String line = new BufferedReader(new InputStreamReader(core.getInputStream())).lines()
                .filter(each -> each.startsWith(LoneCore.WORKER)).findFirst().orElseThrow();
        ProcessHandle worker = ProcessHandle.of(Long.parseLong(line.substring(LoneCore.WORKER.length()))).orElseThrow();
        assertTrue(worker.isAlive());
        core.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        await(() -> !worker.isAlive());
        assertFalse(worker.isAlive());
    }

    /** A core that is killed. */
    public static final class LoneCore {
        static final String WORKER = "worker ";

        private LoneCore() {}

        public static void main(String[] folder) throws Exception {
            CoreFramework core = new CoreFramework(new File(folder[0]).toPath(), Map.of("niceness", 0));
            OutsidePlugin outside = OutsidePlugin.active(new File(folder[0]).toPath());
            RunningPlugin plugin = core.processes().start(outside.installed(), outside.jar());
            if (plugin.awaitOffered(Duration.ofSeconds(300))) {
                System.out.println(WORKER + plugin.pid().orElseThrow());
            }
            Thread.sleep(600_000);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen", System.nanoTime() < end);
            Thread.sleep(50);
        }
    }
}
