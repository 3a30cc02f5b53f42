package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentStatus;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/**
 * One setting moves a plugin of each kind, the jars unchanged, into processes of their own and back, while people enroll,
 * verify and get their cards: nobody notices. When all of those processes are killed at once, calls fail, and nobody who
 * was enrolling is lost.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class MoveIT {
    private static final String PROCESSES = "id.core.plugins.process";
    private static final String ONE = "1.0.0";
    private static final int REQUESTS = 1_000;
    /** The load has the machine to itself, and a process of Java starts slowly beside it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Inject BundleContext context;

    private final RequestLog log = new RequestLog();
    private PluginRegistry plugins;
    private UpgradeLoad load;

    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = InsideFramework.options("move");
        Path conf = Path.of(System.getProperty("idem.work"), "homes", "move", "conf");
        Files.writeString(conf.resolve("id.core.plugins.install.config"), "probeSeconds=I\"300\"\n");
        return options;
    }

    @Test
    public void eachKindMovesOutAndInUnderLoadAndEnrollmentsOutliveTheProcesses() throws Exception {
        InsidePeople people = new InsidePeople(context);
        people.awaitReady();
        plugins = people.service(PluginRegistry.class);
        VendorPlugins vendor = new VendorPlugins(context, plugins, new HeapInspection());
        for (VendorKind kind : VendorKind.values()) {
            vendor.install(kind, ONE);
        }
        new LiveSettings(context).readyForLoad();
        load = new UpgradeLoad(people, Path.of(context.getProperty("idem.home")), log);
        load.prepare();
        load.start();
        try {
            goOn("inside");
            place("*");
            VendorPlugins.await("all are outside", PATIENCE, () -> pids().size() == VendorKind.values().length);
            goOn("outside");
            assertEquals(String.join("\n", log.failures()), 0, log.failures().size());
            kill();
            goOn("killed and back");
            place("native");
            VendorPlugins.await("all are inside", PATIENCE, () -> pids().isEmpty());
            goOn("inside again");
        } finally {
            load.stop();
        }
        System.out.println("MoveIT: " + log.count() + " requests, " + log.failures().size() + " failed by kills\n" + log.table()
                + "\n" + load.enrolled().size() + " enrolled; versions that answered: " + new TreeMap<>(load.versions()));
        load.failedEnrollments().forEach(number -> assertEquals("newcomer " + number + ", whose plugins were killed",
                EnrollmentStatus.ENROLLED, load.settled(number).status()));
        load.everyCard();
    }

    /** A good while, with all kinds of requests in it. */
    private void goOn(String where) throws Exception {
        int before = log.count();
        int enrolled = load.enrolled().size();
        VendorPlugins.await("requests while " + where, PATIENCE,
                () -> log.count() - before >= REQUESTS && load.enrolled().size() - enrolled >= 5);
        System.out.printf("MoveIT: %s: %d requests, %d failed, processes %s%n", where, log.count(), log.failures().size(), pids());
    }

    /** All at once; returns when each has another process. */
    private void kill() throws Exception {
        Map<String, Long> before = pids();
        before.values().forEach(pid -> assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly()));
        VendorPlugins.await("all are started again", PATIENCE, () -> {
            Map<String, Long> now = pids();
            return now.size() == before.size() && now.entrySet().stream().noneMatch(one -> one.getValue().equals(before.get(one.getKey())));
        });
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        for (PluginStatus status : vendor()) {
            pid(status).ifPresent(pid -> pids.put(status.name(), pid));
        }
        return pids;
    }

    private List<PluginStatus> vendor() {
        return new ArrayList<>(plugins.plugins().stream().filter(status -> status.name().startsWith("com.example.vendor")).toList());
    }

    private static OptionalLong pid(PluginStatus status) {
        Matcher process = Pattern.compile("Process ([0-9]+) runs").matcher(status.process());
        return process.find() ? OptionalLong.of(Long.parseLong(process.group(1))) : OptionalLong.empty();
    }

    private void place(String outside) throws Exception {
        new LiveSettings(context).set(PROCESSES, Map.of("outOfProcess", new String[]{ outside }, "niceness", 0, "startSeconds", 300));
    }
}
