package id.core.enrollment;

import id.api.biometric.BiometricSample;
import id.api.biometric.Position;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageResult;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.storage.Claim;
import id.api.storage.EnrollmentRecord;
import id.api.storage.ObjectStore;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The whole bundle on a disk of fakes. Time passes only when nothing else is to be done. */
final class TestSystem implements AutoCloseable {
    static final ClientId STATION = new ClientId("station-1");
    static final Map<String, Object> BORN = Map.of("name", "Ada Example", "dateOfBirth", "1990-12-31", "gender", "female");

    final Disk disk;
    final EnrollmentSettings settings;
    final FakeRegistry registry;
    final FakeFingers fingers = new FakeFingers();
    final FakeEngine engine;
    final EnrollmentDesk desk;
    final SampleAnalysis analysis;
    final PacketShelf shelf;
    final References references;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Settlement settlement;
    private final StageCalls calls;
    private final Pipeline pipeline;
    private final EnrollmentWalk walk;
    private final boolean running;

    TestSystem() {
        this(new Disk(), Map.of());
    }

    final FakeAccess access = new FakeAccess();

    TestSystem(Disk disk, Map<String, Object> changes) {
        this(disk, changes, false, false);
    }

    /**
     * @param timed
     *            whether plugins run on threads of their own, with a time limit
     * @param running
     *            whether the pipeline works by itself; otherwise {@link #work} does
     */
    TestSystem(Disk disk, Map<String, Object> changes, boolean timed, boolean running) {
        this.disk = disk;
        this.running = running;
        this.settings = settings(changes);
        this.registry = new FakeRegistry(timed);
        AttributeNames names = new AttributeNames(defaults(AttributeNames.Mapping.class, Map.of()));
        PacketRules rules = new PacketRules(settings, disk, names);
        analysis = new SampleAnalysis(registry, threads, settings);
        shelf = new PacketShelf(disk.enrollments, disk.security, registry, analysis, settings);
        references = new References(disk.references, disk.references.links(), disk.transactions, disk.security, registry, threads,
                settings);
        settlement = new Settlement(disk.enrollments, disk.transactions, references, shelf, disk.notices, disk.notices, disk,
                disk.security, settings);
        calls = new StageCalls(registry, disk.transactions, settings, new StageAnswers(disk.enrollments, disk.identities));
        walk = new EnrollmentWalk(disk.enrollments, calls, settlement, settings, disk);
        engine = new FakeEngine(disk.transactions, new StoredGallery(disk.references, disk.security, threads));
        offerPlugins(rules, names);
        pipeline = new Pipeline(disk.enrollments, shelf, references, calls, settlement, disk, disk.security, settings,
                running ? threads : new NoThreads());
        desk = new EnrollmentDesk(disk.enrollments, disk.transactions, disk.security, rules, analysis, shelf, pipeline, settlement,
                disk.identities, disk.notices, disk, disk.security, settings, names, access, access);
    }

    private void offerPlugins(PacketRules rules, AttributeNames names) {
        registry.offer(BiometricMatcher.class, fingers,
                Map.of("modality", "FINGER", "formats", new String[]{ "ISO19794_2_2005", "PNG" }));
        registry.offer(AbisEngine.class, engine, Map.of("modality", "FINGER", "gallery", "residents"));
        registry.offer(ObjectStore.class, disk.objects, Map.of("objects.kind", "map"));
        stage("validate", new ValidateStage(rules, access));
        stage("scan", new DocumentScanStage(registry, settings));
        stage("quality", new QualityStage(settings));
        stage("demographic-duplicates", new DemographicDuplicatesStage(disk.enrollments, disk.security, settings, names));
        stage("biometric-duplicates", new BiometricDuplicatesStage(registry, references,
                new CandidateReview(references, disk.enrollments, settings), settings, disk, this::pause));
        stage("portrait", context -> new StageResult.Continue("No portrait was captured", List.of()));
        registry.offer(EnrollmentStage.class, disk.identities, Map.of("stage.name", "issue", "stage.transactional", true));
    }

    void stage(String name, EnrollmentStage stage) {
        registry.offer(EnrollmentStage.class, stage, Map.of("stage.name", name));
    }

    private void pause(Duration duration) {
        disk.sleep(duration);
    }

    /** Threads that never run: for a pipeline that a test drives by hand. */
    private static final class NoThreads extends java.util.concurrent.AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            // Never.
        }

        @Override
        public void shutdown() {
            // Nothing runs.
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return true;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, java.util.concurrent.TimeUnit unit) {
            return true;
        }
    }

    static EnrollmentSettings settings(Map<String, Object> changes) {
        return new EnrollmentSettings(defaults(EnrollmentConfig.class, changes));
    }

    /** The settings of an annotation with some of them changed. */
    static <A> A defaults(Class<A> annotation, Map<String, Object> changes) {
        return annotation.cast(Proxy.newProxyInstance(annotation.getClassLoader(), new Class<?>[]{ annotation },
                (proxy, method, arguments) -> changes.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    EnrollmentId submit(String id, String pattern) {
        return submit(id, BORN, FakeFingers.sample(Position.RIGHT_INDEX, pattern));
    }

    EnrollmentId submit(String id, Map<String, ?> attributes, BiometricSample... samples) {
        return desk.submit(disk.security.seal(packet(id, attributes, samples)), STATION);
    }

    EnrollmentPacket packet(String id, Map<String, ?> attributes, BiometricSample... samples) {
        return new EnrollmentPacket(new EnrollmentId(id), disk.instant(), Attributes.ofPlain("1.0", attributes), List.of(samples),
                List.of(), Optional.empty(), Optional.empty());
    }

    /** Works as one worker until nothing can be done any more, letting time pass where all wait. */
    void work() {
        for (int i = 0; i < 2_000; i++) {
            if (workOnce("worker")) {
                continue;
            }
            if (isAllAtRest()) {
                return;
            }
            disk.sleep(Duration.ofMillis(500));
        }
        throw new AssertionError("It does not come to an end: " + disk.enrollments.recent(100));
    }

    /** One claim and one walk; whether there was one. */
    boolean workOnce(String worker) {
        List<Claim> claims = disk.enrollments.claim(worker, 1, disk.instant(), settings.lease());
        claims.forEach(claim -> walk.walk(new RunContext(claim, references.encounterOf(claim.record().id()), disk.enrollments, shelf),
                () -> true));
        return !claims.isEmpty();
    }

    boolean isAllAtRest() {
        return disk.enrollments.recent(1_000).stream().map(EnrollmentRecord::status)
                .noneMatch(status -> status == EnrollmentStatus.RECEIVED || status == EnrollmentStatus.PROCESSING);
    }

    EnrollmentStatus status(String id) {
        return desk.status(new EnrollmentId(id)).orElseThrow().status();
    }

    @Override
    public void close() {
        if (running) {
            pipeline.close();
        }
        threads.shutdownNow();
    }
}
