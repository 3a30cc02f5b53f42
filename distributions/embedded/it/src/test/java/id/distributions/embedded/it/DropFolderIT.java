package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** What the drop folder does with jars that come slowly, change in place, go, or are no good. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DropFolderIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ONE = "1.0.0";
    private static final String TWO = "2.0.0";
    private static final int DROPS = 20;

    @Inject BundleContext context;

    private PluginRegistry plugins;
    private Path home;
    private Path jar;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("drop-folder");
    }

    @Before
    public void find() throws Exception {
        plugins = new InsidePeople(context).service(PluginRegistry.class);
        home = Path.of(context.getProperty("idem.home"));
        jar = home.resolve("plugins/vendor-notifier.jar");
    }

    @After
    public void takeOut() throws Exception {
        Files.deleteIfExists(jar);
        VendorPlugins.await("it is gone", () -> bundles().isEmpty());
    }

    @Test
    public void aJarThatComesSlowlyIsNotTouchedUntilItIsWhole() throws Exception {
        byte[] bytes = notifier(ONE).bytes(home);
        List<String> seen = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(jar)) {
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            for (int i = 0; i < 30; i++) {
                Thread.sleep(100);
                plugins.plugins().stream().filter(plugin -> plugin.name().contains("vendor")).map(PluginStatus::toString)
                        .forEach(seen::add);
                seen.addAll(bundles());
            }
            out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        }
        awaitAnswerOf(ONE);
        assertEquals("while it was half there", List.of(), seen);
    }

    @Test
    public void aJarThatIsReplacedInPlaceIsAnUpgrade() throws Exception {
        drop(notifier(ONE));
        awaitAnswerOf(ONE);
        drop(notifier(TWO));
        awaitAnswerOf(TWO);
        VendorPlugins.await("the old one goes", () -> bundles().equals(List.of(TWO)));
    }

    @Test
    public void aJarThatIsTakenOutGoes() throws Exception {
        drop(notifier(ONE));
        awaitAnswerOf(ONE);
        Files.delete(jar);
        VendorPlugins.await("it goes", () -> bundles().isEmpty() && answer().isEmpty());
    }

    @Test
    public void theOldOneStaysWhenTheNewOneCannotStart() throws Exception {
        staysBeside(notifier(TWO).failing(), "could not be started");
    }

    @Test
    public void theOldOneStaysWhenTheNewOneWaitsForAService() throws Exception {
        staysBeside(notifier(TWO).waitingFor("com.example.Missing"), "com.example.Missing");
    }

    @Test
    public void theOldOneStaysWhenTheNewOneDoesNotResolve() throws Exception {
        staysBeside(notifier(TWO).importing("com.example.nowhere"), "com.example.nowhere");
    }

    @Test
    public void aDroppedJarAnswersSoon() throws Exception {
        byte[] bytes = notifier(ONE).bytes(home);
        long[] millis = new long[DROPS];
        for (int i = 0; i < DROPS; i++) {
            Path draft = Files.write(home.resolve("plugins/.vendor-notifier"), bytes);
            Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
            long whole = System.nanoTime();
            awaitAnswerOf(ONE);
            millis[i] = (System.nanoTime() - whole) / 1_000_000;
            takeOut();
        }
        Arrays.sort(millis);
        System.out.printf("DropFolderIT: from whole jar to first answer, %d times: median %d ms, longest %d ms%n", DROPS,
                millis[DROPS / 2], millis[DROPS - 1]);
    }

    /** The new jar takes the place of the old one's file; calls go on to the old one, and the reason is told. */
    private void staysBeside(VendorJar broken, String reason) throws Exception {
        drop(notifier(ONE));
        awaitAnswerOf(ONE);
        drop(broken);
        VendorPlugins.await("the reason is shown", () -> {
            assertEquals("who answers", Optional.of(ONE), answer());
            return installer().refusals().stream().anyMatch(refusal -> refusal.file().equals("vendor-notifier.jar")
                    && refusal.code().equals("NOT_UP") && refusal.why().contains(reason));
        });
        assertTrue(plugins.plugins().stream().anyMatch(plugin -> plugin.name().equals(VendorKind.NOTIFIER.plugin())
                && plugin.version().equals(ONE) && plugin.state() == PluginState.IN_USE));
    }

    private PluginInstaller installer() {
        return context.getService(context.getServiceReference(PluginInstaller.class));
    }

    private static VendorJar notifier(String version) throws Exception {
        return new VendorJar(VendorKind.NOTIFIER, version);
    }

    private void drop(VendorJar plugin) throws Exception {
        Path draft = Files.write(home.resolve("plugins/.vendor-notifier"), plugin.bytes(home));
        Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The versions that the framework has. */
    private List<String> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> VendorKind.NOTIFIER.plugin().equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion().toString()).toList();
    }

    private void awaitAnswerOf(String version) throws Exception {
        VendorPlugins.await(version + " answers", () -> answer().equals(Optional.of(version)));
    }

    /** The version that answers; empty when none of the vendor's does. */
    private Optional<String> answer() throws Exception {
        PluginOutcome<Delivery> outcome = plugins.await(Notifier.class, "(&(channel=email)(vendor.version=*))", LIMIT,
                notifier -> notifier.send(new Message("m", "reader", "", "text")));
        return outcome instanceof PluginOutcome.Answered<Delivery>
                ? Files.readString(home.resolve("vendor-mail/reader")).lines().findFirst()
                : Optional.empty();
    }
}
