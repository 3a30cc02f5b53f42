package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.plugin.PluginRegistry;
import id.api.value.EnrollmentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
import org.osgi.service.cm.ConfigurationAdmin;

/** A stage in a process of its own that is killed while an enrollment is in it: the enrollment goes on afterwards. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ProcessIT {
    private static final String NAME = "com.example.slow";
    private static final String PROCESSES = "id.core.plugins.process.PluginProcesses";

    @Inject BundleContext context;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("process");
    }

    @Test
    public void anEnrollmentOutlivesTheProcessOfItsStage() throws Exception {
        InsidePeople people = new InsidePeople(context);
        people.awaitReady();
        Object plugin = start(jar());
        PluginRegistry plugins = people.service(PluginRegistry.class);
        await(() -> !plugins.offers(EnrollmentStage.class, "(stage.name=slow)").isEmpty());
        orderStages();
        long before = pid(plugin).orElseThrow();
        EnrollmentId id = new EnrollmentId("killed-within");
        people.submit(id, 4711);
        await(ProcessIT::stageIsAtIt);
        assertTrue(ProcessHandle.of(before).orElseThrow().destroyForcibly());
        EnrollmentView view = people.awaitSettled(id);
        assertEquals(view.problems().toString(), EnrollmentStatus.ENROLLED, view.status());
        assertTrue("another process", pid(plugin).orElseThrow() != before);
        call(plugin, "stop");
        await(() -> plugins.offers(EnrollmentStage.class, "(stage.name=slow)").isEmpty());
    }

    /** The entry point is no part of the contract: what brings plugins in calls it, and this test in its place. */
    private Object start(Path jar) throws Exception {
        await(() -> context.getServiceReference(PROCESSES) != null);
        Object processes = context.getService(context.getServiceReference(PROCESSES));
        Class<?> installed = processes.getClass().getClassLoader().loadClass("id.core.plugins.install.InstalledPlugin");
        Object plugin = installed.getConstructors()[0].newInstance(NAME, "1.0.0", "5107", Optional.empty(), Set.of("stage"), Set.of());
        return processes.getClass().getMethod("start", installed, Path.class).invoke(processes, plugin, jar);
    }

    private static OptionalLong pid(Object plugin) throws Exception {
        return (OptionalLong) call(plugin, "pid");
    }

    private static Object call(Object plugin, String method) throws Exception {
        return plugin.getClass().getInterfaces()[0].getMethod(method).invoke(plugin);
    }

    private void orderStages() throws Exception {
        ConfigurationAdmin settings = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        org.osgi.service.cm.Configuration enrollment = settings.getConfiguration("id.core.enrollment", "?");
        Dictionary<String, Object> properties = enrollment.getProperties() == null ? new Hashtable<>() : enrollment.getProperties();
        properties.put("stages", "validate,slow,quality,demographic-duplicates,biometric-duplicates,portrait,issue");
        properties.put("firstDelayMillis", 200);
        properties.put("stageSeconds", 600);
        enrollment.update(properties);
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

    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", "1.0.0");
        main.putValue("Bundle-Activator", "com.example.slow.SlowActivator");
        main.putValue("Import-Package", "id.api.enrollment;version=\"[1.0,2)\",id.api.value,org.osgi.framework");
        Path file = Path.of(context.getProperty("idem.home")).resolve("slow.jar");
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String type : new String[]{ "SlowActivator", "SlowStage" }) {
                String entry = "com/example/slow/" + type + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = ProcessIT.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return file;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + Duration.ofMinutes(3).toMillis();
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen within three minutes", System.currentTimeMillis() < end);
            Thread.sleep(50);
        }
    }
}
