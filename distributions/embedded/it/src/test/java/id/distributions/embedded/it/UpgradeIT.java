package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.device.CapturedSample;
import id.api.enrollment.EnrollmentStatus;
import id.api.plugin.PluginRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/**
 * While people enroll, verify and get their cards, one plugin of each kind is upgraded to a new version and back, over
 * and over. Nobody notices, every call ends on the version that it began on, and nothing of what went stays in memory.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UpgradeIT {
    private static final int ROUNDS = Integer.getInteger("idem.upgrade.rounds", 20);
    private static final String ONE = "1.0.0";
    private static final String TWO = "2.0.0";

    @Inject BundleContext context;

    private final RequestLog log = new RequestLog();
    private final HeapInspection heap = new HeapInspection();
    private PluginRegistry plugins;
    private VendorPlugins vendor;
    private UpgradeLoad load;
    private List<BiometricSample> fingers;

    @Configuration
    public Option[] configuration() {
        return InsideFramework.options("upgrade");
    }

    @Test
    public void upgradesOfEachKindUnderLoadFailNothingAndLeaveNothingBehind() throws Exception {
        InsidePeople people = new InsidePeople(context);
        people.awaitReady();
        plugins = people.service(PluginRegistry.class);
        vendor = new VendorPlugins(context, plugins, heap);
        for (VendorKind kind : VendorKind.values()) {
            vendor.install(kind, ONE);
        }
        new LiveSettings(context).readyForLoad();
        load = new UpgradeLoad(people, Path.of(context.getProperty("idem.home")), log);
        load.prepare();
        System.out.println("UpgradeIT: the first versions are in, people are enrolled");
        fingers = new UpgradePeople(plugins).fingers(0, 3).stream().map(CapturedSample::sample).toList();
        Map<String, Long> threadsBefore = HeapInspection.threads();
        long bytesBefore = HeapInspection.usedBytes();

        upgradeUnderLoad();

        System.out.println("UpgradeIT: " + log.count() + " requests, " + log.failures().size() + " failed\n" + log.table()
                + "\n" + load.enrolled().size() + " enrolled; versions that answered: " + new TreeMap<>(load.versions()));
        assertEquals(firstOf(log.failures()), 0, log.failures().size());
        assertEquals("both versions of each answered", Set.of(Set.of(ONE, TWO)), Set.copyOf(load.versions().values()));
        load.everyCard();
        everybodyWhoEnrolledIsFoundAgain();
        long bytesAfter = HeapInspection.usedBytes();
        for (VendorKind kind : VendorKind.values()) {
            vendor.remove(kind, ONE);
        }
        nothingIsLeft(threadsBefore);
        System.out.printf("UpgradeIT: heap in use %d MB before, %d MB after %d switches and %d enrollments%n",
                bytesBefore >> 20, bytesAfter >> 20, heap.known(), load.enrolled().size());
        assertTrue("the load was one: " + log.count(), log.count() >= Math.min(10_000, ROUNDS * 500));
    }

    private void upgradeUnderLoad() throws Exception {
        ServiceListener going = event -> {
            boolean vendors = event.getServiceReference().getProperty("vendor.version") != null;
            if (vendors && event.getType() == ServiceEvent.UNREGISTERING) {
                log.switched();
            }
        };
        context.addServiceListener(going);
        load.start();
        try (ExecutorService operators = Executors.newFixedThreadPool(VendorKind.values().length)) {
            for (int round = 0; round < ROUNDS; round++) {
                all(operators, ONE, TWO);
                all(operators, TWO, ONE);
                System.out.printf("UpgradeIT: up and back %d times, %d requests, %d failed%n", round + 1, log.count(),
                        log.failures().size());
            }
        } finally {
            load.stop();
            context.removeServiceListener(going);
        }
    }

    private void all(ExecutorService operators, String from, String to) throws Exception {
        List<Callable<String>> upgrades = new ArrayList<>();
        for (VendorKind kind : VendorKind.values()) {
            upgrades.add(() -> upgrade(kind, from, to));
        }
        for (Future<String> upgrade : operators.invokeAll(upgrades)) {
            assertEquals("the call in flight", from + " to " + from, upgrade.get());
        }
    }

    /** What the call in flight said of the version that it was on. */
    private String upgrade(VendorKind kind, String from, String to) throws Exception {
        HeldCall held = new HeldCall(plugins, kind, fingers).begin();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<String> versions = other.submit(() -> held.endWhenAnsweredBy(to));
            vendor.upgrade(kind, from, to);
            return versions.get();
        }
    }

    /** The new version of an engine knows them too, whenever they came. */
    private void everybodyWhoEnrolledIsFoundAgain() throws Exception {
        List<Long> enrolled = load.enrolled();
        int step = Math.max(1, enrolled.size() / 60);
        for (int i = 0; i < enrolled.size(); i += step) {
            assertEquals("newcomer " + i + " of " + enrolled.size() + " a second time", EnrollmentStatus.DUPLICATE,
                    load.again(enrolled.get(i)).status());
        }
    }

    private void nothingIsLeft(Map<String, Long> threadsBefore) throws Exception {
        assertEquals("class loaders of plugins that went", Map.of(), heap.reachable());
        assertEquals("one for each version that ever came", VendorKind.values().length * (2 * ROUNDS + 1), heap.known());
        assertEquals("objects of the vendor", List.of(), HeapInspection.instances("com.example.vendor"));
        assertEquals("threads that work for what went", List.of(), heap.threadsOfTheGone());
        Map<String, Long> threads = HeapInspection.threads();
        threads.keySet().forEach(name -> assertTrue(name, !name.contains("vendor")));
        System.out.println("UpgradeIT: threads before " + threadsBefore + "\nUpgradeIT: threads after " + threads);
    }

    private static String firstOf(List<String> failures) {
        return String.join("\n", failures.subList(0, Math.min(20, failures.size())));
    }
}
