package id.bench;

import id.api.biometric.BiometricError;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.PositionedTemplate;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentService;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.EnrollmentView;
import id.api.matching.AbisEngine;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.security.SealedPacket;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Enrollments through the whole pipeline, each durable before it is acknowledged. */
final class EnrollMeasurement implements Measurement {
    /** A system that serves has compiled its code long ago. */
    private static final int WARM_UP_SEARCHES = 600;
    private static final int WARM_UP_ENROLLMENTS = 1_500;
    private static final String WITHOUT_SEARCH = "validate,quality,demographic-duplicates,portrait,issue";

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        boolean images = arguments.flag("images");
        int people = arguments.number("people", images ? 100 : 200);
        int threads = arguments.number("threads", 16);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("samples", images ? "two fingers as images" : "two fingers as templates");
        SimulatedPeople simulated = new SimulatedPeople(system.plugins);
        beStrict(system);
        measure(system, simulated, 0, Math.min(people, 60), threads, images);
        warmUp(system, simulated);
        figures.putAll(prefixed("withSearch", measure(system, simulated, 1_000_000, people, threads, images)));
        figures.put("galleryAtEnd", Math.min(people, 60) + people);
        if (!images) {
            system.set("id.core.enrollment", Map.of("stages", WITHOUT_SEARCH));
            measure(system, simulated, 2_000_000, WARM_UP_ENROLLMENTS, threads, false);
            figures.putAll(
                    prefixed("withoutSearch", measure(system, simulated, 3_000_000, people * 10, threads, false)));
        }
        return figures;
    }

    private static Map<String, Object> measure(Bench system, SimulatedPeople simulated, long first, int people,
            int threads, boolean images) throws Exception {
        // Capturing and sealing are the work of the stations.
        List<SealedPacket> sealed = new ArrayList<>();
        List<EnrollmentId> ids = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            EnrollmentPacket packet = simulated.packet(first + i, simulated.fingers(first + i, 1, images));
            sealed.add(system.sealer.seal(packet));
            ids.add(packet.id());
        }
        EnrollmentService enrollment = system.enrollment();
        Meter meter = new Meter();
        long started = System.nanoTime();
        double processor = Meter.processorSeconds();
        Map<String, Object> acknowledged;
        List<Double> endToEnd = new ArrayList<>();
        CryptographyShare.Share cryptography;
        try (CryptographyShare share = new CryptographyShare()) {
            Meter.times(people, threads,
                    n -> meter.time(() -> enrollment.submit(sealed.get((int) n), ClientId.SYSTEM)));
            acknowledged = meter.figures("acknowledged");
            for (EnrollmentId id : ids) {
                endToEnd.add(awaitEnrolled(enrollment, id));
            }
            cryptography = share.end();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        endToEnd.sort(null);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("Enrolled", people);
        figures.put("EnrolledPerSecond", Meter.rounded(people / seconds));
        figures.put("CpuMillisPerEnrollment", Meter.rounded(1000 * (Meter.processorSeconds() - processor) / people));
        cryptography.note("", figures);
        figures.put("EndToEndMillisP50", endToEnd.get(people / 2));
        figures.put("EndToEndMillisP99", endToEnd.get((int) (people * 0.99)));
        figures.putAll(acknowledged);
        return figures;
    }

    private static double awaitEnrolled(EnrollmentService enrollment, EnrollmentId id) throws InterruptedException {
        while (true) {
            EnrollmentView view = enrollment.status(id).orElseThrow();
            if (view.status() == EnrollmentStatus.ENROLLED) {
                return Duration.between(view.receivedAt(), view.updatedAt()).toMillis();
            }
            if (view.status().isFinal() || view.status() == EnrollmentStatus.HELD
                    || view.status() == EnrollmentStatus.IN_ADJUDICATION) {
                throw new IllegalStateException("An enrollment ended as " + view.status() + " " + view.problems());
            }
            Thread.sleep(5);
        }
    }

    private static Map<String, Object> prefixed(String prefix, Map<String, Object> figures) {
        Map<String, Object> named = new LinkedHashMap<>();
        figures.forEach(
                (name, value) -> named.put(prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
        return named;
    }

    /** Enrolls people and returns their ids, for measurements that need some. */
    static void enroll(Bench system, SimulatedPeople simulated, int people) throws Exception {
        beStrict(system);
        measure(system, simulated, 0, people, 8, false);
    }

    /**
     * Among thousands of pairs some strangers look alike: here nobody is to wait for people to decide. The work is the
     * same.
     */
    private static void beStrict(Bench system) throws Exception {
        system.set("id.core.enrollment", Map.of("duplicateThreshold", "1e-15", "adjudicationThreshold", "1e-15"));
    }

    private static void warmUp(Bench system, SimulatedPeople simulated) throws Exception {
        SearchLimits limits = new SearchLimits(10, new FalseMatchRate(1e-9), Duration.ofSeconds(30), 1);
        Meter.times(WARM_UP_SEARCHES, 2, n -> {
            List<PositionedTemplate> probe = IdentifyMeasurement.templates(system,
                    simulated.fingers(5_000_000 + n, 1, false));
            system.plugins
                    .await(AbisEngine.class, "(modality=FINGER)", Duration.ofSeconds(30),
                            engine -> engine.identify(GalleryId.RESIDENTS, new Probe(Optional.empty(), probe), limits))
                    .orThrow(BiometricError.MATCHER_FAILED, "");
        });
    }
}
