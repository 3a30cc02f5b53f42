package id.distributions.embedded.it;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.device.CaptureDevice;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.CapturedSample;
import id.api.enrollment.Document;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.error.GeneralError;
import id.api.matching.AbisEngine;
import id.api.matching.GalleryStatus;
import id.api.plugin.PluginRegistry;
import id.api.security.Sealer;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Simulated people, enrolled through the services of the system under test. */
final class InsidePeople {
    private static final long PATIENCE_MILLIS = 90_000;

    private final BundleContext context;

    InsidePeople(BundleContext context) {
        this.context = context;
    }

    /** The service that is there now; a changed setting may replace it. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new AssertionError("no " + type.getSimpleName());
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    void awaitReady() throws InterruptedException {
        service(EnrollmentService.class);
        PluginRegistry plugins = service(PluginRegistry.class);
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            boolean ready = plugins
                    .call(AbisEngine.class, "(modality=FINGER)", Duration.ofSeconds(5),
                            engine -> engine.status(GalleryId.RESIDENTS))
                    .orElse(why -> new GalleryStatus(GalleryId.RESIDENTS, 0, 0, false)).ready();
            if (ready && !plugins.offers(CaptureDevice.class, "(device.modality=FINGER)").isEmpty()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no engine or no device is ready");
    }

    void submit(EnrollmentId id, long subject) throws InterruptedException {
        submit(id, capture(subject), 0);
    }

    /** Both index fingers of a simulated person. */
    List<BiometricSample> capture(long subject) throws InterruptedException {
        CaptureRequest request = new CaptureRequest(Modality.FINGER, List.of(Position.RIGHT_INDEX, Position.LEFT_INDEX),
                Duration.ofSeconds(20), 0,
                Map.of("simulator.subject", Long.toString(subject), "simulator.format", "ISO19794_2"));
        return service(PluginRegistry.class)
                .call(CaptureDevice.class, "(device.modality=FINGER)", Duration.ofSeconds(30),
                        device -> (Captured) device.capture(request))
                .orThrow(GeneralError.UNAVAILABLE, "device").samples().stream().map(CapturedSample::sample).toList();
    }

    /**
     * @param documentBytes
     *            size of a document in the packet; 0 for none
     */
    void submit(EnrollmentId id, List<BiometricSample> samples, int documentBytes) throws InterruptedException {
        Attributes attributes = Attributes.ofPlain("1.0",
                Map.of("name", "Person " + id.value(), "dateOfBirth", "1990-05-01", "gender", "female"));
        EnrollmentPacket packet = new EnrollmentPacket(id, Instant.now(), attributes, samples, documents(documentBytes),
                Optional.empty(), Optional.empty());
        service(EnrollmentService.class).submit(service(Sealer.class).seal(packet), ClientId.SYSTEM);
    }

    private static List<Document> documents(int bytes) {
        if (bytes == 0) {
            return List.of();
        }
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return List.of(new Document("scan", "PASSPORT", "application/octet-stream", Bytes.of(content)));
    }

    EnrollmentView awaitSettled(EnrollmentId id) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        EnrollmentView view = service(EnrollmentService.class).status(id).orElseThrow();
        while (!view.status().isFinal() && view.status() != EnrollmentStatus.HELD && System.currentTimeMillis() < end) {
            Thread.sleep(50);
            view = service(EnrollmentService.class).status(id).orElseThrow();
        }
        return view;
    }
}
