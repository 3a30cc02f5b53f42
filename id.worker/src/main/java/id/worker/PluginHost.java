package id.worker;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.GallerySource;
import id.api.security.CredentialSigner;
import id.api.value.RandomSource;
import id.worker.wire.CoreDesk;
import id.worker.wire.GalleryDesk;
import id.worker.wire.Property;
import id.worker.wire.Pulse;
import id.worker.wire.Setting;
import id.worker.wire.Wire;
import id.worker.wire.WireEnd;
import id.worker.wire.WorkerControl;
import id.worker.wire.WorkerOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The framework with the plugin in it, as the core directs it. */
final class PluginHost implements WorkerControl {
    private static final long STOP_MILLIS = 4_000;

    private final WorkerOrder order;
    private final WireEnd end;
    private final AtomicInteger hanging = new AtomicInteger();
    private Framework framework;
    private Bundle plugin;
    private ServiceWatch watch;
    private volatile String problem = "It is not started yet";

    PluginHost(WorkerOrder order, WireEnd end) {
        this.order = order;
        this.end = end;
    }

    AtomicInteger hanging() {
        return hanging;
    }

    @Override
    public synchronized String start(List<Setting> settings) {
        try {
            framework = java.util.ServiceLoader.load(FrameworkFactory.class).iterator().next()
                    .newFramework(SharedPackages.properties(Path.of(order.folder())));
            framework.start();
            BundleContext context = framework.getBundleContext();
            registerCoreServices(context);
            for (String jar : order.bundles()) {
                install(context, jar).start();
            }
            for (Setting setting : settings) {
                configure(setting);
            }
            plugin = install(context, order.plugin());
            watch = new ServiceWatch(context, plugin, end.lending(),
                    end.proxy(CoreDesk.class, () -> Wire.DESK));
            watch.open();
            plugin.start();
            problem = "";
        } catch (BundleException | RuntimeException failed) {
            problem = PluginProblems.inWords(failed);
        }
        return pulse().problem();
    }

    private static Bundle install(BundleContext context, String jar) throws BundleException {
        return context.installBundle("reference:" + Path.of(jar).toUri());
    }

    /** What the core gives to plugins: its clock, chance and threads are as good here, its galleries and signatures come over the line. */
    private void registerCoreServices(BundleContext context) {
        context.registerService(InstantSource.class, Clock.systemUTC(), null);
        context.registerService(ExecutorService.class,
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory()),
                new Hashtable<>(Map.of("executor", "virtual")));
        context.registerService(RandomSource.class, new WorkerRandom(), null);
        if (order.signer()) {
            context.registerService(CredentialSigner.class, end.proxy(CredentialSigner.class, () -> Wire.SIGNER), null);
        }
        if (order.galleries()) {
            GalleryDesk desk = end.proxy(GalleryDesk.class, () -> Wire.GALLERIES);
            context.registerService(GallerySource.class,
                    (gallery, consumer) -> desk.load(gallery, batch -> batch.forEach(consumer)), null);
        }
    }

    @Override
    public synchronized void configure(Setting setting) {
        try {
            configuration(setting).update(Property.values(setting.properties()));
        } catch (IOException unwritable) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The settings could not be kept", unwritable);
        }
    }

    @Override
    public synchronized void forget(Setting setting) {
        try {
            configuration(setting).delete();
        } catch (IOException unwritable) {
            throw new IdentityException(GeneralError.UNAVAILABLE, "", "The settings could not be kept", unwritable);
        }
    }

    private Configuration configuration(Setting setting) throws IOException {
        BundleContext context = framework.getBundleContext();
        ConfigurationAdmin settings = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        return setting.factory().isPresent()
                ? settings.getFactoryConfiguration(setting.factory().get(), setting.pid(), "?")
                : settings.getConfiguration(setting.pid(), "?");
    }

    @Override
    public Pulse pulse() {
        Runtime memory = Runtime.getRuntime();
        String words = problem;
        if (words.isEmpty() && watch.offers() == 0) {
            words = PluginProblems.inWords(framework.getBundleContext(), plugin);
        }
        return new Pulse((memory.totalMemory() - memory.freeMemory()) >> 20, hanging.get(), words);
    }

    @Override
    public synchronized void stop() {
        if (framework == null) {
            return;
        }
        if (watch != null) {
            watch.ending();
        }
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException | InterruptedException unclean) {
            // The process ends next: nothing is left that could be unclean.
            Thread.currentThread().interrupt();
        }
    }
}
