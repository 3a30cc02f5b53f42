package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.audit.AuditTrail;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.matching.AbisEngine;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GalleryStatus;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Withdrawn;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.notification.Notifier;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.value.ClientId;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** An engine that throws, hangs, fails or searches half leads to a hold, never to "no duplicate". */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultIT {
    @Inject BundleContext context;

    private InsidePeople people;

    @Configuration
    public Option[] configuration() throws IOException {
        Option[] options = InsideFramework.options("fault");
        Files.writeString(Path.of(System.getProperty("idem.work"), "homes", "fault", "conf", "id.core.plugins.config"),
                "breakerPauseSeconds=I\"1\"\n");
        return options;
    }

    @Before
    public void hurry() throws Exception {
        people = new InsidePeople(context);
        people.awaitReady();
        ConfigurationAdmin settings = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        org.osgi.service.cm.Configuration enrollment = settings.getConfiguration("id.core.enrollment", "?");
        Dictionary<String, Object> properties = enrollment.getProperties() == null ? new Hashtable<>()
                : enrollment.getProperties();
        if (properties.get("engineSeconds") == null) {
            properties.put("maxAttempts", 2);
            properties.put("firstDelayMillis", 50);
            properties.put("engineSeconds", 1);
            properties.put("searchSeconds", 1);
            properties.put("stageSeconds", 60);
            enrollment.update(properties);
            Thread.sleep(1_500);
        }
    }

    @Test
    public void anEngineThatThrows() throws Exception {
        holds("throws", engine(() -> {
            throw new IllegalStateException("broken on purpose");
        }));
    }

    @Test
    public void anEngineThatThrowsAnError() throws Exception {
        holds("error", engine(() -> {
            throw new NoClassDefFoundError("missing on purpose");
        }));
    }

    @Test
    public void anEngineThatNeverAnswers() throws Exception {
        holds("hangs", engine(() -> new Deferred<SearchOutcome>().getPromise()));
    }

    @Test
    public void anEngineThatBlocksItsCaller() throws Exception {
        holds("blocks", engine(() -> {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            return Promises.failed(new IllegalStateException("late"));
        }));
    }

    @Test
    public void anEngineThatSearchedAPartOnly() throws Exception {
        holds("half", engine(() -> Promises.resolved(new Incomplete("half on purpose", List.of()))));
    }

    @Test
    public void anEngineThatAnswersNothing() throws Exception {
        holds("null", engine(() -> null));
    }

    @Test
    public void aNotifierThatFailsOnAndOnIsLeftAloneAndTriedAgain() throws Exception {
        AtomicBoolean works = new AtomicBoolean();
        Notifier flaky = message -> works.get() ? Promises.resolved(new Delivery.Refused("no such number"))
                : Promises.failed(new IllegalStateException("broken on purpose"));
        ServiceRegistration<Notifier> registration = context.registerService(Notifier.class, flaky,
                new Hashtable<>(Map.of("channel", "flaky")));
        try {
            for (int i = 0; i < 20 && !(send() instanceof PluginOutcome.Paused); i++) {
                assertTrue("before enough calls have failed", i < 10);
            }
            assertTrue(send() instanceof PluginOutcome.Paused);
            // The trail is written behind the calls.
            VendorPlugins.await("the trail tells of it", () -> breaker().equals(List.of("plugin.breaker-opened")));
            works.set(true);
            VendorPlugins.await("it is tried again", () -> send() instanceof PluginOutcome.Answered);
            VendorPlugins.await("the trail tells of it", () -> Set.copyOf(breaker())
                    .equals(Set.of("plugin.breaker-closed", "plugin.breaker-half-open", "plugin.breaker-opened")));
        } finally {
            registration.unregister();
        }
    }

    private PluginOutcome<Delivery> send() throws InterruptedException {
        return people.service(PluginRegistry.class).await(Notifier.class, "(channel=flaky)", Duration.ofSeconds(20),
                notifier -> notifier.send(new Message("m", "+100", "hello", "hello")));
    }

    /** What the audit trail holds of breakers, newest first. */
    private List<String> breaker() throws InterruptedException {
        return people.service(AuditTrail.class).recent(50).stream().map(chained -> chained.entry().event())
                .filter(event -> event.startsWith("plugin.breaker")).toList();
    }

    /**
     * Enrolls somebody against a broken engine in front of the real one; then takes the broken one away and lets it go
     * on.
     */
    private void holds(String name, AbisEngine broken) throws Exception {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(AbisEngine.MODALITY, "FINGER");
        properties.put(AbisEngine.GALLERY, "residents");
        properties.put(Constants.SERVICE_RANKING, 1_000);
        EnrollmentId id = new EnrollmentId("fault-" + name);
        ServiceRegistration<AbisEngine> registration = context.registerService(AbisEngine.class, broken, properties);
        try {
            people.submit(id, name.hashCode());
            EnrollmentView held = people.awaitSettled(id);
            assertEquals(held.problems().toString(), EnrollmentStatus.HELD, held.status());
            assertTrue("the problem is told", !held.problems().isEmpty());
        } finally {
            registration.unregister();
        }
        people.service(EnrollmentService.class).resume(id, ClientId.SYSTEM);
        assertEquals(EnrollmentStatus.ENROLLED, people.awaitSettled(id).status());
    }

    private static AbisEngine engine(Supplier<Promise<SearchOutcome>> search) {
        return new AbisEngine() {
            @Override
            public Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter) {
                return Promises.resolved(new Enrolled(encounter.id(), false));
            }

            @Override
            public Promise<SearchOutcome> identify(GalleryId gallery, Probe probe, SearchLimits limits) {
                return search.get();
            }

            @Override
            public Promise<Withdrawn> withdraw(GalleryId gallery, EncounterId encounter) {
                return Promises.resolved(new Withdrawn(encounter, true));
            }

            @Override
            public GalleryStatus status(GalleryId gallery) {
                return new GalleryStatus(gallery, 0, 0, true);
            }
        };
    }
}
