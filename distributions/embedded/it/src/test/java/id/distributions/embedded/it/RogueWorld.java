package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.identity.IdentityRegistry;
import id.api.plugin.PluginInstaller;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginState;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.Uin;
import id.api.verification.Proof;
import id.api.verification.VerificationOutcome;
import id.api.verification.VerificationRequest;
import id.api.verification.VerificationService;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;

/** A running system that rogue plugins are let into, and what shows that it goes on serving. */
final class RogueWorld {
    static final ClientId TESTER = new ClientId("tester");
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final long GOOD_SUBJECT = 4_711;
    private static EnrollmentView good;

    private final BundleContext context;
    private final InsidePeople people;
    private final Path folder;
    private final Map<String, WeakReference<ClassLoader>> loaders = new TreeMap<>();

    RogueWorld(BundleContext context) throws Exception {
        this.context = context;
        this.people = new InsidePeople(context);
        this.folder = Path.of(context.getProperty("idem.home")).resolve("plugins");
        people.awaitReady();
    }

    InsidePeople people() {
        return people;
    }

    BundleContext context() {
        return context;
    }

    <T> T service(Class<T> type) throws InterruptedException {
        return people.service(type);
    }

    /** Somebody who was enrolled before any rogue came. */
    Uin goodPerson() throws Exception {
        if (good == null) {
            EnrollmentId id = new EnrollmentId("rogue-good");
            people.submit(id, GOOD_SUBJECT);
            good = people.awaitSettled(id);
            assertEquals(good.problems().toString(), EnrollmentStatus.ENROLLED, good.status());
        }
        return good.uin().orElseThrow();
    }

    /** A captured finger of the one who was enrolled, in a proof. */
    VerificationOutcome verifyGoodPerson(String transaction) throws Exception {
        Proof finger = new Proof.SampleProof(people.capture(GOOD_SUBJECT).getFirst());
        return service(VerificationService.class)
                .verify(new VerificationRequest(goodPerson(), List.of(finger), TESTER, transaction));
    }

    /** Enrolls somebody new; returns how the enrollment stands once it does not go on by itself. */
    EnrollmentView enroll() throws Exception {
        int number = NEXT.incrementAndGet();
        EnrollmentId id = new EnrollmentId("rogue-" + number);
        people.submit(id, 10_000 + number);
        return people.awaitSettled(id);
    }

    /** A jar that is whole appears in the folder. Returns once the system has dealt with it: it is in use, or was refused. */
    void bringIn(RogueJar jar) throws Exception {
        Path draft = Files.write(folder.resolve("." + jar.name() + ".jar"), jar.bytes());
        Files.move(draft, folder.resolve(jar.name() + ".jar"), StandardCopyOption.ATOMIC_MOVE);
        await(jar.name() + " comes", () -> isShown(jar) || isRefused(jar));
        Bundle bundle = bundle(jar);
        if (bundle != null) {
            loaders.put(jar.name(), new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        }
    }

    /** In use, or waiting for something that it may not have. */
    private boolean isShown(RogueJar jar) {
        return plugins().plugins().stream().filter(plugin -> plugin.name().equals(jar.name()))
                .anyMatch(plugin -> plugin.state() == PluginState.IN_USE
                        || plugin.state() == PluginState.IDLE && plugin.problem().contains("waits for"));
    }

    private boolean isRefused(RogueJar jar) {
        PluginInstaller installer = context.getService(context.getServiceReference(PluginInstaller.class));
        return installer.refusals().stream().anyMatch(refusal -> refusal.file().equals(jar.name() + ".jar"));
    }

    /** Takes its file out; it goes when it lets itself be stopped. */
    void delete(RogueJar jar) throws Exception {
        Files.deleteIfExists(folder.resolve(jar.name() + ".jar"));
    }

    /** Returns once nothing of it is installed any more. */
    void takeOut(RogueJar jar) throws Exception {
        delete(jar);
        await(jar.name() + " goes", () -> bundle(jar) == null);
    }

    Bundle bundle(RogueJar jar) {
        return Arrays.stream(context.getBundles()).filter(bundle -> jar.name().equals(bundle.getSymbolicName())).findFirst()
                .orElse(null);
    }

    PluginRegistry plugins() {
        return context.getService(context.getServiceReference(PluginRegistry.class));
    }

    /** The threads that stand in code of rogues, or that a rogue has started. */
    static long threadsOfRogues() {
        return Thread.getAllStackTraces().entrySet().stream().filter(entry -> entry.getKey().isAlive())
                .filter(entry -> isOfRogue(entry.getKey().getContextClassLoader()) || Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("com.example.rogue.")))
                .count();
    }

    private static List<String> rogueThreads() {
        return Thread.getAllStackTraces().entrySet().stream().filter(entry -> isOfRogue(entry.getKey().getContextClassLoader())
                || Arrays.stream(entry.getValue()).anyMatch(frame -> frame.getClassName().startsWith("com.example.rogue.")))
                .map(entry -> entry.getKey() + " " + Arrays.stream(entry.getValue()).limit(3).toList()).toList();
    }

    private static boolean isOfRogue(ClassLoader loader) {
        return loader instanceof BundleReference reference
                && reference.getBundle().getSymbolicName().startsWith("com.example.rogue.");
    }

    /** Lets every thread of a rogue end that still stands. */
    void release() throws Exception {
        System.setProperty("rogue.release", "true");
        try {
            await("the threads of the rogue end", () -> threadsOfRogues() == 0);
        } finally {
            System.clearProperty("rogue.release");
        }
    }

    /** The rogues whose classes are still in memory though they were taken out. */
    List<String> leaked() throws InterruptedException {
        for (int i = 0; i < 50 && loaders.values().stream().anyMatch(loader -> loader.get() != null); i++) {
            System.gc();
            Thread.sleep(100);
        }
        return loaders.entrySet().stream().filter(entry -> entry.getValue().get() != null).map(Map.Entry::getKey).toList();
    }

    /** Changes settings and waits until the parts that they are for serve again. */
    void set(String pid, Map<String, Object> values) throws Exception {
        new LiveSettings(context).set(pid, values);
        Thread.sleep(1_500);
        people.awaitReady();
        service(IdentityRegistry.class);
        service(EnrollmentService.class);
        service(VerificationService.class);
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.currentTimeMillis() + 60_000;
        while (!condition.call()) {
            assertTrue("not within a minute: " + what + ", threads of rogues: " + rogueThreads(), System.currentTimeMillis() < end);
            Thread.sleep(20);
        }
    }
}
