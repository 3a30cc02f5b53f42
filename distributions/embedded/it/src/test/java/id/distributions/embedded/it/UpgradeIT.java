package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A new version that is dropped beside the old one takes over; when the old one is taken out, it ends its calls and
 * goes. Nobody who calls meanwhile notices, and nothing of what went stays in memory.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpgradeIT {
    private static final int UPGRADES = 20;
    private static final int CALLERS = 4;

    @Inject BundleContext context;

    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private volatile boolean calling = true;
    private PluginRegistry plugins;
    private Path folder;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("upgrade");
    }

    @Test
    public void twentyUpgradesUnderLoadFailNoCallAndLeaveNothingBehind() throws Exception {
        plugins = new InsidePeople(context).service(PluginRegistry.class);
        folder = Path.of(context.getProperty("idem.home")).resolve("plugins");
        Path current = install("1.0.0");
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.add(Thread.ofPlatform().name("caller-" + caller).start(this::callOn));
        }
        for (int upgrade = 1; upgrade <= UPGRADES; upgrade++) {
            String version = upgrade % 2 == 0 ? "1.0.0" : "2.0.0";
            String gone = upgrade % 2 == 0 ? "2.0.0" : "1.0.0";
            Path next = install(version);
            Files.delete(current);
            await(() -> bundle(gone) == null);
            current = next;
        }
        calling = false;
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(firstFailure.get(), 0, failed.sum());
        System.out.println("UpgradeIT: " + answered + " calls over " + UPGRADES + " upgrades, none failed");
        assertTrue("the load was one: " + answered, answered.sum() > 1_000);
        assertEquals(UPGRADES + 1, loaders.size());
        Files.delete(current);
        await(() -> plugins.offers(Notifier.class, "(channel=sms)").isEmpty() && bundle("1.0.0") == null);
        await(() -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private void callOn() {
        while (calling) {
            PluginOutcome<Delivery> outcome = plugins.await(Notifier.class, "(channel=sms)", Duration.ofSeconds(20),
                    notifier -> notifier.send(new Message("m-1", "+100", "1", "hello")));
            if (outcome instanceof PluginOutcome.Answered<Delivery>(Delivery.Accepted accepted)) {
                answered.increment();
            } else {
                failed.increment();
                firstFailure.compareAndSet("", outcome.toString());
            }
        }
    }

    /** Drops a version, and returns when the core has it in use. */
    private Path install(String version) throws Exception {
        String name = "sms-" + version + "-" + loaders.size() + ".jar";
        Path draft = Files.write(folder.resolve("." + name), SamplePlugin.sound(version));
        Path jar = Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        await(() -> plugins.plugins().stream().anyMatch(plugin -> plugin.name().equals(SamplePlugin.SOUND)
                && plugin.version().equals(version) && plugin.state() == PluginState.IN_USE));
        loaders.add(new WeakReference<>(bundle(version).adapt(BundleWiring.class).getClassLoader()));
        return jar;
    }

    private Bundle bundle(String version) {
        return Arrays.stream(context.getBundles()).filter(
                bundle -> SamplePlugin.SOUND.equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals(version))
                .findFirst().orElse(null);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + 60_000;
        while (!condition.getAsBoolean()) {
            assertTrue("it did not happen within a minute", System.currentTimeMillis() < end);
            Thread.sleep(20);
        }
    }
}
