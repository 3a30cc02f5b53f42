package id.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.enrollment.EnrollmentService;
import id.api.identity.IdentityRegistry;
import id.api.matching.AbisEngine;
import id.api.notification.Notifier;
import id.api.plugin.PluginRegistry;
import id.api.security.Sealer;
import id.api.value.GalleryId;
import id.api.verification.VerificationService;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the measurement that the framework property {@code idem.bench} names, prints its figures as JSON and stops the
 * framework.
 */
@Component(service = {})
public final class Bench {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Map<String, Measurement> MEASUREMENTS = Map.of("enroll", new EnrollMeasurement(), "verify",
            new VerifyMeasurement(), "identify", new IdentifyMeasurement(), "uin", new UinMeasurement(), "crypto",
            new CryptographyMeasurement(), "guess", new GuessMeasurement(), "packet", new PacketMeasurement(), "reseal",
            new ResealMeasurement());

    private final BundleContext context;
    private final Thread thread;
    final EnrollmentService enrollment;
    final VerificationService verification;
    final IdentityRegistry identities;
    final PluginRegistry plugins;
    final Sealer sealer;

    @Activate
    public Bench(BundleContext context, @Reference EnrollmentService enrollment,
            @Reference VerificationService verification, @Reference IdentityRegistry identities,
            @Reference PluginRegistry plugins, @Reference Sealer sealer) {
        this.context = context;
        this.enrollment = enrollment;
        this.verification = verification;
        this.identities = identities;
        this.plugins = plugins;
        this.sealer = sealer;
        this.thread = Thread.ofPlatform().name("bench").unstarted(this::measure);
        if (STARTED.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** A changed setting may bind the component anew: the measurement goes on and is not begun again. */
    private static final java.util.concurrent.atomic.AtomicBoolean STARTED = new java.util.concurrent.atomic.AtomicBoolean();

    @Deactivate
    void stop() {
        // The measurement itself stops the framework; there is nothing to release.
    }

    private void measure() {
        Map<String, Object> figures = new LinkedHashMap<>();
        String name = context.getProperty("idem.bench");
        int exit = 0;
        try {
            Measurement measurement = Optional.ofNullable(MEASUREMENTS.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("No such measurement: " + name));
            awaitReady();
            figures.put("bench", name);
            figures.put("cores", Runtime.getRuntime().availableProcessors());
            figures.put("java", Runtime.version().feature());
            figures.putAll(measurement.run(
                    BenchArguments.parse(Optional.ofNullable(context.getProperty("idem.bench.args")).orElse("")),
                    this));
            figures.put("residentMegabytes", Meter.residentMegabytes());
        } catch (Exception | Error broken) {
            LOG.error("The measurement failed", broken);
            figures.put("errors",
                    java.util.List.of(Map.of("code", "BENCH_FAILED", "field", "", "message", broken.toString())));
            exit = 3;
        }
        finish(figures, exit);
    }

    private void finish(Map<String, Object> figures, int exit) {
        try {
            System.out.println(new ObjectMapper().writeValueAsString(figures));
            System.out.flush();
            System.setProperty("idem.exit", Integer.toString(exit));
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (java.io.IOException | BundleException broken) {
            LOG.error("The measurement cannot end", broken);
            Runtime.getRuntime().halt(3);
        }
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (!plugins
                .call(AbisEngine.class, "(modality=FINGER)", Duration.ofSeconds(5),
                        engine -> engine.status(GalleryId.RESIDENTS))
                .orElse(why -> new id.api.matching.GalleryStatus(GalleryId.RESIDENTS, 0, 0, false)).ready()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("No finger engine is ready");
            }
            Thread.sleep(20);
        }
    }

    /** Changes settings of the system under measurement and waits until they are in force. */
    void set(String pid, Map<String, Object> changes) throws Exception {
        // Asked for anew: the one that was bound went with the component, if a changed setting replaced that.
        ConfigurationAdmin settings = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration configuration = settings.getConfiguration(pid, "?");
        Dictionary<String, Object> properties = Optional.ofNullable(configuration.getProperties())
                .orElseGet(Hashtable::new);
        changes.forEach(properties::put);
        configuration.update(properties);
        Thread.sleep(500);
    }

    /** Puts a notifier before all others. */
    ServiceRegistration<Notifier> register(Notifier notifier) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Notifier.CHANNEL, "email");
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        return context.registerService(Notifier.class, notifier, properties);
    }

    /** The service that is there now: a changed setting may have replaced the one that was bound. */
    EnrollmentService enrollment() {
        return context.getService(context.getServiceReference(EnrollmentService.class));
    }

    /** A service of the system under measurement. */
    <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    VerificationService verification() {
        return context.getService(context.getServiceReference(VerificationService.class));
    }
}
