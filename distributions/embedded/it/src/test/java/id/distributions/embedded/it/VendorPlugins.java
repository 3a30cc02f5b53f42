package id.distributions.embedded.it;

import static org.junit.Assert.assertTrue;

import id.api.matching.AbisEngine;
import id.api.matching.GalleryStatus;
import id.api.plugin.PluginChange;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginRegistry;
import id.api.value.ClientId;
import id.api.value.GalleryId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The way in and out of the vendor's plugins: the installer where there is one, else the drop folder, where the new
 * version lies beside the old one until it is ready and the old one is then taken out.
 */
final class VendorPlugins {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final BundleContext context;
    private final PluginRegistry plugins;
    private final Path home;
    private final HeapInspection heap;
    private final Map<VendorKind, Path> dropped = new ConcurrentHashMap<>();
    private final Map<String, byte[]> jars = new ConcurrentHashMap<>();
    private final AtomicInteger drops = new AtomicInteger();

    VendorPlugins(BundleContext context, PluginRegistry plugins, HeapInspection heap) {
        this.context = context;
        this.plugins = plugins;
        this.heap = heap;
        this.home = Path.of(context.getProperty("idem.home"));
    }

    /** Brings the first version in; returns when it is in use. */
    void install(VendorKind kind, String version) throws Exception {
        Optional<PluginInstaller> installer = installer();
        if (installer.isPresent()) {
            done(installer.get().install(new ByteArrayInputStream(jar(kind, version)), "", ClientId.SYSTEM));
        } else {
            dropped.put(kind, drop(kind, version));
        }
        awaitInUse(kind, version);
    }

    /** Puts a version in the place of another; returns when that one is gone. */
    void upgrade(VendorKind kind, String from, String to) throws Exception {
        Optional<PluginInstaller> installer = installer();
        if (installer.isPresent()) {
            done(installer.get().upgrade(new ByteArrayInputStream(jar(kind, to)), "", ClientId.SYSTEM));
            awaitInUse(kind, to);
        } else {
            Path old = dropped.put(kind, drop(kind, to));
            awaitInUse(kind, to);
            Files.delete(old);
        }
        await(kind + " " + from + " goes", () -> bundle(kind, from).isEmpty());
    }

    /** Takes it out; returns when it is gone. */
    void remove(VendorKind kind, String version) throws Exception {
        Optional<PluginInstaller> installer = installer();
        if (installer.isPresent()) {
            done(installer.get().remove(kind.plugin(), Optional.empty(), ClientId.SYSTEM));
        } else {
            Files.delete(dropped.remove(kind));
        }
        await(kind + " " + version + " goes", () -> bundle(kind, version).isEmpty());
    }

    Optional<Bundle> bundle(VendorKind kind, String version) {
        return Arrays.stream(context.getBundles()).filter(bundle -> kind.plugin().equals(bundle.getSymbolicName())
                && bundle.getVersion().toString().equals(version)).findFirst();
    }

    private Optional<PluginInstaller> installer() {
        ServiceReference<PluginInstaller> reference = context.getServiceReference(PluginInstaller.class);
        return Optional.ofNullable(reference).map(context::getService);
    }

    private static void done(PluginChange change) {
        assertTrue(change.toString(), change instanceof PluginChange.Done);
    }

    private byte[] jar(VendorKind kind, String version) {
        return jars.computeIfAbsent(kind + version, key -> {
            try {
                return new VendorJar(kind, version).bytes(home);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    /** As the operator's page says: copied beside, then renamed. */
    private Path drop(VendorKind kind, String version) throws IOException {
        String name = kind.plugin() + "-" + version + "-" + drops.incrementAndGet() + ".jar";
        Path folder = home.resolve("plugins");
        Path draft = Files.write(folder.resolve("." + name), jar(kind, version));
        return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitInUse(VendorKind kind, String version) throws Exception {
        try {
            await(kind + " " + version + " comes", () -> isReady(kind, version));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; " + plugins.plugins(), late);
        }
        heap.remember(bundle(kind, version).orElseThrow());
    }

    /** It offers its service, and can be called; an engine has its gallery. */
    private boolean isReady(VendorKind kind, String version) throws ClassNotFoundException {
        Optional<Bundle> bundle = bundle(kind, version);
        if (bundle.isEmpty()) {
            return false;
        }
        String only = "(service.bundleid=" + bundle.get().getBundleId() + ")";
        Class<?> spi = PluginRegistry.class.getClassLoader().loadClass(kind.spi());
        if (plugins.offers(spi, only).isEmpty()) {
            return false;
        }
        String answer = plugins.call(spi, only, PATIENCE, Object::toString).orElse(why -> why);
        assertTrue(kind + " is " + answer, answer.equals(version));
        return kind != VendorKind.ABIS || plugins
                .call(AbisEngine.class, only, PATIENCE, engine -> engine.status(GalleryId.RESIDENTS))
                .orElse(why -> new GalleryStatus(GalleryId.RESIDENTS, 0, 0, false)).ready();
    }

    /** Something that comes to be. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        await(what, PATIENCE, condition);
    }

    static void await(String what, Duration patience, Condition condition) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            assertTrue("not within " + patience.toSeconds() + " s: " + what, System.nanoTime() - end < 0);
            Thread.sleep(10);
        }
    }
}
