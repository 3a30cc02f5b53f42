package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.plugin.PluginStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** A jar dropped into plugins/ is in use shortly after; one taken out ends its calls and goes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotPluginIT {
    private static final Message MESSAGE = new Message("m-1", "+100", "", "hello");

    @Inject BundleContext context;

    private PluginRegistry plugins;
    private Path folder;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("hot-plugin");
    }

    @Before
    public void find() throws Exception {
        plugins = new InsidePeople(context).service(PluginRegistry.class);
        folder = Path.of(context.getProperty("idem.home")).resolve("plugins");
    }

    @Test
    public void aPluginComesAnswersAndGoesWhileACallIsInFlight() throws Exception {
        assertTrue("absent is no answer", send("0") instanceof PluginOutcome.Absent);
        Path jar = drop("sms-1.jar", SamplePlugin.sound());
        await(() -> !plugins.offers(Notifier.class, "(channel=sms)").isEmpty());
        assertTrue(send("0") instanceof PluginOutcome.Answered);
        CompletableFuture<PluginOutcome<Delivery>> inFlight = CompletableFuture.supplyAsync(() -> send("2000"));
        Thread.sleep(500);
        Files.delete(jar);
        assertTrue("the call in flight ends on the plugin that it began on",
                inFlight.get() instanceof PluginOutcome.Answered);
        await(() -> plugins.offers(Notifier.class, "(channel=sms)").isEmpty());
        assertTrue(send("0") instanceof PluginOutcome.Absent);
    }

    @Test
    public void aPluginThatDoesNotResolveIsShownWithItsReasonAndHarmsNothing() throws Exception {
        Path jar = drop("broken-1.jar", SamplePlugin.needing("com.example.nowhere"));
        // For a moment it is listed as being tried out.
        await(() -> plugins.plugins().stream()
                .anyMatch(plugin -> plugin.name().equals(SamplePlugin.NEEDY) && plugin.state() == PluginState.UNRESOLVED));
        PluginStatus status = plugins.plugins().stream().filter(plugin -> plugin.name().equals(SamplePlugin.NEEDY))
                .findFirst().orElseThrow();
        assertEquals(PluginState.UNRESOLVED, status.state());
        assertTrue(status.problem(), status.problem().contains("com.example.nowhere"));
        Files.delete(jar);
        await(() -> plugins.plugins().stream().noneMatch(plugin -> plugin.name().equals(SamplePlugin.NEEDY)));
    }

    private PluginOutcome<Delivery> send(String delay) {
        return plugins.await(Notifier.class, "(channel=sms)", Duration.ofSeconds(20),
                notifier -> notifier.send(new Message(MESSAGE.id(), MESSAGE.recipient(), delay, MESSAGE.body())));
    }

    /** As the operator's page says: copied beside, then renamed. */
    private Path drop(String name, byte[] jar) throws Exception {
        Path draft = Files.write(folder.resolve("." + name), jar);
        return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + 60_000;
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen within a minute", System.currentTimeMillis() < end);
            Thread.sleep(50);
        }
    }
}
