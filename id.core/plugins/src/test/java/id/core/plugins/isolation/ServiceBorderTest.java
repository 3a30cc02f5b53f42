package id.core.plugins.isolation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import id.core.plugins.gate.Grant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;

/** Which services a plugin sees, and who sees its own, on a real framework with a real runtime of components. */
public class ServiceBorderTest {
    private static final String NOTIFIER = "id.api.notification.Notifier";
    private static final String VAULT = "id.api.security.KeyVault";
    private static final String CLOCK = InstantSource.class.getName();

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private IsolatedFramework framework;
    private Bundle core;

    @Before
    public void start() throws Exception {
        framework = new IsolatedFramework(folder.getRoot().toPath());
        core = framework.core(PluginJar.importing("id.core.any", PluginJar.IMPORTS));
        core.start();
    }

    @After
    public void stop() throws Exception {
        framework.close();
    }

    @Test
    public void aPluginFindsWhatItsKindMayUse() throws Exception {
        for (String type : List.of(CLOCK, ExecutorService.class.getName(), "id.api.matching.GallerySource",
                "id.api.security.CredentialSigner", "id.api.security.Signer", VAULT, "id.api.audit.AuditTrail",
                "id.api.plugin.PluginRegistry",
                "id.api.plugin.PluginInstaller", "id.api.storage.IdentityStore", NOTIFIER)) {
            register(core, type);
        }
        assertEquals(Set.of(CLOCK, ExecutorService.class.getName(), ServiceTable.CONDITION), seenBy(started("vendor.a", "notifier")));
        assertEquals(Set.of(CLOCK, ExecutorService.class.getName(), ServiceTable.CONDITION, "id.api.matching.GallerySource"),
                seenBy(started("vendor.b", "abis")));
        assertEquals(Set.of(CLOCK, ExecutorService.class.getName(), ServiceTable.CONDITION, "id.api.security.CredentialSigner"),
                seenBy(started("vendor.c", "format", "matcher")));
        Bundle powerful = framework.plugin(PluginJar.importing("vendor.d", PluginJar.IMPORTS), Set.of("keys"), Grant.values());
        powerful.start();
        assertEquals("grants open no services", Set.of(CLOCK, ExecutorService.class.getName(), ServiceTable.CONDITION),
                seenBy(powerful));
        Bundle unknown = framework.unknown(PluginJar.importing("vendor.e", PluginJar.IMPORTS));
        unknown.start();
        assertEquals(Set.of(CLOCK, ExecutorService.class.getName(), ServiceTable.CONDITION), seenBy(unknown));
        assertNotNull("the core sees all", core.getBundleContext().getServiceReference(VAULT));
    }

    @Test
    public void aServiceWithOneClosedInterfaceIsClosed() throws Exception {
        core.getBundleContext().registerService(new String[]{ CLOCK, VAULT }, factory(), null);
        assertNull(started("vendor.a", "notifier").getBundleContext().getServiceReference(CLOCK));
    }

    @Test
    public void pluginsDoNotSeeEachOther() throws Exception {
        Bundle one = started("vendor.a", "notifier");
        Bundle two = started("vendor.b", "notifier");
        register(one, NOTIFIER);
        assertNotNull("its own", one.getBundleContext().getServiceReference(NOTIFIER));
        assertNotNull("the core", core.getBundleContext().getServiceReference(NOTIFIER));
        assertNull(two.getBundleContext().getServiceReference(NOTIFIER));
        assertNull(two.getBundleContext().getAllServiceReferences(NOTIFIER, null));
    }

    @Test
    public void aPluginOffersWhatItsKindsSayAndNothingElse() throws Exception {
        Bundle plugin = started("vendor.a", "notifier");
        for (String type : List.of(NOTIFIER, VAULT, CLOCK, "id.api.enrollment.EnrollmentStage", "java.lang.Object")) {
            register(plugin, type);
        }
        plugin.getBundleContext().registerService(new String[]{ NOTIFIER, CLOCK }, factory(), null);
        plugin.getBundleContext().registerService(new String[]{ NOTIFIER, "com.example.line.Sender" }, factory(), null);
        List<String> seen = new ArrayList<>();
        for (ServiceReference<?> reference : core.getBundleContext().getAllServiceReferences(null, null)) {
            if (plugin.equals(reference.getBundle())) {
                seen.add(String.join(" ", (String[]) reference.getProperty("objectClass")));
            }
        }
        assertEquals(Set.of(NOTIFIER, NOTIFIER + " com.example.line.Sender"), Set.copyOf(seen));
        assertNull("no clock of a plugin", core.getBundleContext().getServiceReference(CLOCK));
    }

    @Test
    public void trackersAndListenersHearOnlyOfWhatIsOpen() throws Exception {
        Bundle plugin = started("vendor.a", "notifier");
        List<String> heard = new ArrayList<>();
        plugin.getBundleContext().addServiceListener(event -> heard
                .add(event.getType() + " " + ((String[]) event.getServiceReference().getProperty("objectClass"))[0]));
        ServiceTracker<?, ?> vaults = new References(plugin.getBundleContext(), VAULT);
        ServiceTracker<?, ?> clocks = new References(plugin.getBundleContext(), CLOCK);
        vaults.open();
        clocks.open(true);
        ServiceRegistration<?> vault = register(core, VAULT);
        ServiceRegistration<?> clock = register(core, CLOCK);
        assertEquals(0, vaults.size());
        assertEquals(1, clocks.size());
        vault.setProperties(new Hashtable<>(Map.of("a", "b")));
        vault.unregister();
        clock.unregister();
        assertEquals(List.of("1 " + CLOCK, "4 " + CLOCK), heard);
        assertEquals(0, clocks.size());
    }

    @Test
    public void aComponentGetsItsSettingsAndWaitsInVainForWhatIsClosed() throws Exception {
        register(core, VAULT);
        register(core, CLOCK);
        Bundle open = framework.plugin(PluginJar.component("vendor.open", CLOCK), Set.of("notifier"));
        Bundle closed = framework.plugin(PluginJar.component("vendor.closed", VAULT), Set.of("notifier"));
        Bundle settings = framework.plugin(PluginJar.component("vendor.settings", "org.osgi.service.cm.ConfigurationAdmin"),
                Set.of("notifier"));
        for (Bundle plugin : List.of(open, closed, settings)) {
            plugin.start();
            assertFalse("not without settings", offers(plugin));
            configure(plugin.getSymbolicName());
        }
        Bundle trusted = framework.core(PluginJar.component("id.core.trusted", VAULT));
        trusted.start();
        configure("id.core.trusted");
        await(open);
        await(trusted);
        assertFalse("closed to its kind", offers(closed));
        assertFalse("closed to a component too", offers(settings));
        assertNull("the plugin itself does not find the settings of others",
                open.getBundleContext().getServiceReference("org.osgi.service.cm.ConfigurationAdmin"));
    }

    @Test
    public void aPluginSeesNoBundlesButItselfAndTheContract() throws Exception {
        Bundle plain = started("vendor.a", "notifier");
        assertEquals(Set.of("vendor.a", "id.api"), names(plain.getBundleContext()));
        assertNull(plain.getBundleContext().getBundle(0));
        assertNull(plain.getBundleContext().getBundle(core.getBundleId()));
        List<String> heard = new ArrayList<>();
        plain.getBundleContext().addBundleListener((SynchronousBundleListener) event -> heard
                .add(event.getBundle().getSymbolicName()));
        core.stop();
        assertEquals(List.of(), heard);
        Bundle granted = framework.plugin(PluginJar.importing("vendor.b", PluginJar.IMPORTS), Set.of("notifier"), Grant.FRAMEWORK);
        granted.start();
        assertEquals(framework.context().getBundles().length, granted.getBundleContext().getBundles().length);
    }

    private Bundle started(String name, String... kinds) throws Exception {
        Bundle plugin = framework.plugin(PluginJar.importing(name, PluginJar.IMPORTS), Set.of(kinds));
        plugin.start();
        return plugin;
    }

    private static ServiceRegistration<?> register(Bundle bundle, String type) {
        return bundle.getBundleContext().registerService(type, factory(), null);
    }

    /** Tracks without fetching. */
    private static final class References extends ServiceTracker<Object, Object> {
        References(BundleContext context, String type) {
            super(context, type, null);
        }

        @Override
        public Object addingService(ServiceReference<Object> reference) {
            return reference;
        }

        @Override
        public void removedService(ServiceReference<Object> reference, Object service) {
            // Nothing was fetched.
        }
    }

    /** The framework takes a factory without looking at what it makes. */
    private static ServiceFactory<Object> factory() {
        return new ServiceFactory<>() {
            @Override
            public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
                return null;
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
                // Nothing was made.
            }
        };
    }

    private static Set<String> seenBy(Bundle plugin) throws Exception {
        Set<String> seen = new TreeSet<>();
        for (ServiceReference<?> reference : plugin.getBundleContext().getAllServiceReferences(null, null)) {
            seen.addAll(List.of((String[]) reference.getProperty("objectClass")));
        }
        return seen;
    }

    private static Set<String> names(BundleContext context) {
        Set<String> names = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            names.add(bundle.getSymbolicName());
        }
        return names;
    }

    /** By reflection: the type of the bundle is not the type of this test's class path. */
    private void configure(String pid) throws Exception {
        Object admin = framework.context()
                .getService(framework.context().getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
        Object configuration = admin.getClass().getMethod("getConfiguration", String.class, String.class).invoke(admin, pid, "?");
        Dictionary<String, Object> values = new Hashtable<>(Map.of("key", "value"));
        configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, values);
    }

    private static boolean offers(Bundle plugin) {
        ServiceReference<?>[] registered = plugin.getRegisteredServices();
        return registered != null && Arrays.stream(registered)
                .anyMatch(reference -> List.of((String[]) reference.getProperty("objectClass")).contains(NOTIFIER));
    }

    private static void await(Bundle plugin) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!offers(plugin) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertTrue(plugin.getSymbolicName() + " offers its service", offers(plugin));
    }
}
