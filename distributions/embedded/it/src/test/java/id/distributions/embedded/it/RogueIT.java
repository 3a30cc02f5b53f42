package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.verification.VerificationOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Every rogue plugin meets its end as docs/rogue-plugins.md tells, and the system goes on serving. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RogueIT {
    private static final String SECRET = "Zyzzyva-Rao-19900501";
    private static final int LONGEST_LINE = 20_000;
    private static final Map<String, Object> QUICK = Map.of("maxAttempts", 1, "firstDelayMillis", 50, "sampleSeconds", 2,
            "engineSeconds", 2, "searchSeconds", 5, "stageSeconds", 60);
    /** A shutdown hook cannot be seen, let alone taken back, by anybody but who added it. */
    private static final List<String> KEPT_FOR_GOOD = List.of("com.example.rogue.r31");
    private static final String STAGES = "validate,quality,demographic-duplicates,biometric-duplicates,portrait,issue";

    @Inject BundleContext context;

    private final List<String> wrong = new ArrayList<>();
    private RogueWorld world;
    private RogueTable table;
    private WatchedOutput output;

    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = Stream.concat(Arrays.stream(InsideFramework.options("rogue")),
                Stream.of(CoreOptions.frameworkProperty("felix.fileinstall.poll").value("100"))).toArray(Option[]::new);
        Path conf = Path.of(System.getProperty("idem.work"), "homes", "rogue", "conf");
        Files.writeString(conf.resolve("id.core.plugins.config"), "drainSeconds=I\"1\"\n");
        Files.writeString(conf.resolve("id.core.plugins.install.config"),
                "probeSeconds=I\"3\"\nsettleSeconds=I\"1\"\nstopSeconds=I\"10\"\nlookMillis=I\"100\"\n");
        // The worst case: some of them need the framework to do their harm.
        Files.createDirectory(conf.resolve("trust"));
        Files.writeString(conf.resolve("trust/publishers.properties"), "unsigned.grants=framework\n");
        Files.writeString(conf.resolve("id.core.verification.config"), "factorTimeoutMs=L\"2000\"\n");
        return options;
    }

    @Before
    public void begin() throws Exception {
        output = WatchedOutput.start(SECRET);
        table = new RogueTable();
        world = new RogueWorld(context);
        world.set("id.core.enrollment", QUICK);
        world.goodPerson();
    }

    @After
    public void end() {
        output.stop();
    }

    @Test
    public void notifiers() throws Exception {
        judge(Rogue.asked(Rogue.Ask.MESSAGE, Rogue.Ask.SHORT_MESSAGE));
    }

    @Test
    public void stages() throws Exception {
        world.set("id.core.enrollment", Map.of("stages", "validate,rogue,issue"));
        judge(Rogue.asked(Rogue.Ask.STAGE));
    }

    @Test
    public void enginesAndMatchers() throws Exception {
        judge(Rogue.asked(Rogue.Ask.ENROLLMENT, Rogue.Ask.FINGER));
    }

    @Test
    public void devicesPrintersFactorsAndStores() throws Exception {
        judge(Rogue.asked(Rogue.Ask.CAPTURE, Rogue.Ask.PRINT, Rogue.Ask.PROOF, Rogue.Ask.CHALLENGE, Rogue.Ask.MANY_PROOFS,
                Rogue.Ask.LARGE_PACKET));
    }

    private void judge(List<Rogue> rogues) throws Exception {
        assertFalse(rogues.isEmpty());
        for (Rogue rogue : rogues) {
            long start = System.currentTimeMillis();
            Locale locale = Locale.getDefault();
            TimeZone zone = TimeZone.getDefault();
            String separator = System.lineSeparator();
            try {
                judge(rogue);
            } catch (Exception | AssertionError failure) {
                wrong.add(rogue + " " + rogue.jar().type().getSimpleName() + ": " + failure);
                failure.printStackTrace();
            } finally {
                Locale.setDefault(locale);
                TimeZone.setDefault(zone);
                System.setProperty("line.separator", separator);
                world.release();
            }
            System.out.println(rogue + " took " + (System.currentTimeMillis() - start) + " ms");
        }
        world.set("id.core.enrollment", Map.of("stages", STAGES));
        assertEquals("somebody new is enrolled", EnrollmentStatus.ENROLLED, world.enroll().status());
        List<String> leaked = new ArrayList<>(world.leaked());
        leaked.removeAll(KEPT_FOR_GOOD);
        assertTrue("these are still in memory: " + leaked + wrong, leaked.isEmpty());
        assertTrue(String.join(System.lineSeparator(), wrong), wrong.isEmpty());
        assertFalse("what a person said is in the log", output.hasSeen());
        assertTrue("a line of " + output.longestLine() + " characters in the log", output.longestLine() < LONGEST_LINE);
    }

    private void judge(Rogue rogue) throws Exception {
        RogueTable.Row row = table.row(rogue.number());
        if (rogue == Rogue.R42) {
            assertEquals(row.ends(), leftBehind(rogue, row.stays()));
            return;
        }
        world.bringIn(rogue.jar());
        String ends;
        try {
            ends = new RogueAsk(world).ends(rogue);
        } finally {
            world.takeOut(rogue.jar());
        }
        assertEquals(row.ends(), ends);
        assertServes(rogue);
        RogueWorld.await(rogue + " leaves " + row.stays() + " threads, now " + RogueWorld.threadsOfRogues(),
                () -> RogueWorld.threadsOfRogues() == row.stays());
        if (ends.equals("held")) {
            assertGoesOn();
        }
    }

    /** Its stop does not come back: it is left behind, and nothing else waits for it. */
    private String leftBehind(Rogue rogue, int stays) throws Exception {
        world.bringIn(rogue.jar());
        String ends = new RogueAsk(world).ends(rogue);
        world.delete(rogue.jar());
        RogueWorld.await("it hangs", () -> RogueWorld.threadsOfRogues() == stays);
        assertServes(rogue);
        assertTrue("it is still there", world.bundle(rogue.jar()) != null);
        world.release();
        RogueWorld.await("it goes once it lets go", () -> world.bundle(rogue.jar()) == null);
        return ends;
    }

    private void assertServes(Rogue rogue) throws Exception {
        VerificationOutcome outcome = world.verifyGoodPerson("serves-" + rogue.number());
        assertTrue("after " + rogue + ": " + outcome, outcome instanceof VerificationOutcome.Verified);
    }

    /** What a rogue held goes on without it; a stage that is no more is taken out of the order by the operator. */
    private void assertGoesOn() throws Exception {
        EnrollmentService enrollments = world.service(EnrollmentService.class);
        for (EnrollmentView held : enrollments.recent(10)) {
            if (held.status() == EnrollmentStatus.HELD && held.stage().filter("rogue"::equals).isEmpty()) {
                enrollments.resume(held.id(), RogueWorld.TESTER);
                assertEquals(EnrollmentStatus.ENROLLED, world.people().awaitSettled(held.id()).status());
            }
        }
    }
}
