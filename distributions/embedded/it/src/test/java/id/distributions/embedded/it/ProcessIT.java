package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** A stage in a process of its own that is killed while an enrollment is in it: the enrollment goes on afterwards. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ProcessIT {
    private static final String NAME = "com.example.slow";

    @Inject BundleContext context;

    private PluginRegistry plugins;

    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = InsideFramework.options("process");
        Path conf = Path.of(System.getProperty("idem.work"), "homes", "process", "conf");
        Files.writeString(conf.resolve("id.core.plugins.process.config"),
                "outOfProcess=[\"" + NAME + "\"]\nniceness=I\"0\"\nstartSeconds=I\"300\"\n");
        Files.writeString(conf.resolve("id.core.plugins.install.config"), "probeSeconds=I\"300\"\n");
        Files.createDirectory(conf.resolve("trust"));
        Files.writeString(conf.resolve("trust/publishers.properties"), "unsigned.grants=framework\n");
        return options;
    }

    @Test
    public void anEnrollmentOutlivesTheProcessOfItsStage() throws Exception {
        InsidePeople people = new InsidePeople(context);
        people.awaitReady();
        plugins = people.service(PluginRegistry.class);
        PluginInstaller installer = people.service(PluginInstaller.class);
        PluginChange change = installer.install(new ByteArrayInputStream(jar()), "", ClientId.SYSTEM);
        assertTrue(change.toString(), change instanceof PluginChange.Done);
        assertEquals(PluginState.IN_USE, plugin().state());
        orderStages();
        long before = pid().orElseThrow();
        EnrollmentId id = new EnrollmentId("killed-within");
        people.submit(id, 4711);
        await(ProcessIT::stageIsAtIt);
        assertTrue(ProcessHandle.of(before).orElseThrow().destroyForcibly());
        await(() -> plugin().problem().contains("it was killed: signal 9"));
        EnrollmentView view = people.awaitSettled(id);
        assertEquals(view.problems().toString(), EnrollmentStatus.ENROLLED, view.status());
        assertTrue("another process", pid().orElseThrow() != before);
        assertEquals("", plugin().problem());
        long last = pid().orElseThrow();
        installer.remove(NAME, Optional.empty(), ClientId.SYSTEM);
        assertTrue(plugins.offers(EnrollmentStage.class, "(stage.name=slow)").isEmpty());
        await(() -> ProcessHandle.of(last).isEmpty());
    }

    private PluginStatus plugin() {
        return plugins.plugins().stream().filter(status -> status.name().equals(NAME)).findFirst().orElseThrow();
    }

    private OptionalLong pid() {
        Matcher process = Pattern.compile("Process ([0-9]+) runs").matcher(plugin().process());
        return process.find() ? OptionalLong.of(Long.parseLong(process.group(1))) : OptionalLong.empty();
    }

    private void orderStages() throws Exception {
        new LiveSettings(context).set("id.core.enrollment",
                Map.of("stages", "validate,slow,quality,demographic-duplicates,biometric-duplicates,portrait,issue", "firstDelayMillis",
                        200, "stageSeconds", 300, "leaseSeconds", 600));
        Thread.sleep(1_500);
    }

    private static boolean stageIsAtIt() {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("idem-plugin-"))
                    .anyMatch(folder -> Files.exists(folder.resolve("tmp/working")));
        } catch (IOException busy) {
            return false;
        }
    }

    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Provide-Capability", "id.plugin;kind=stage");
        main.putValue("Bundle-Activator", "com.example.slow.SlowActivator");
        main.putValue("Import-Package", "id.api.enrollment;version=\"[1.0,2)\",id.api.value,org.osgi.framework");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String type : new String[]{ "SlowActivator", "SlowStage" }) {
                String entry = "com/example/slow/" + type + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = ProcessIT.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + Duration.ofMinutes(3).toMillis();
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen within three minutes", System.currentTimeMillis() < end);
            Thread.sleep(50);
        }
    }
}
