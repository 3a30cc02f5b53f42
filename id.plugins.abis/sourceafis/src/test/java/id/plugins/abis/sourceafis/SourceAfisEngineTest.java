package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Position;
import id.api.biometric.PositionedTemplate;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.matching.Encounter;
import id.api.matching.GallerySource;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Searched;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

public class SourceAfisEngineTest {
    private static final MinutiaeTemplates TEMPLATES = new MinutiaeTemplates(1);
    private static final SearchLimits LIMITS = new SearchLimits(10, new FalseMatchRate(1e-6), Duration.ofSeconds(30),
            1);

    private final List<SourceAfisEngine> engines = new ArrayList<>();

    @After
    public void stop() {
        engines.forEach(SourceAfisEngine::stop);
    }

    @Test
    public void findsTheSamePersonAmongOthersByAllFingersTogether() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        for (int person = 0; person < 200; person++) {
            assertFalse(engine.enroll(GalleryId.RESIDENTS, encounter(person, 0)).getValue().wasPresent());
        }
        Searched found = (Searched) search(engine, probe(77, 1, Optional.empty()), LIMITS);
        assertEquals(encounterId(77), found.candidates().getFirst().encounter());
        assertEquals(List.of(Position.RIGHT_INDEX, Position.LEFT_INDEX), found.candidates().getFirst().positions());
        assertEquals(1, found.candidates().size());
        assertEquals(200, found.coverage().comparedExactly());
        assertEquals(400, found.coverage().comparisons());
    }

    @Test
    public void leavesTheProbesOwnEncounterOut() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        engine.enroll(GalleryId.RESIDENTS, encounter(1, 0)).getValue();
        assertTrue(search(engine, probe(1, 1, Optional.of(encounterId(1))), LIMITS).candidates().isEmpty());
    }

    @Test
    public void enrollingIsIdempotentAndWithdrawingEndsIt() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        assertFalse(engine.enroll(GalleryId.RESIDENTS, encounter(1, 0)).getValue().wasPresent());
        assertTrue(engine.enroll(GalleryId.RESIDENTS, encounter(1, 0)).getValue().wasPresent());
        assertEquals(1, engine.status(GalleryId.RESIDENTS).encounters());
        assertTrue(engine.withdraw(GalleryId.RESIDENTS, encounterId(1)).getValue().wasPresent());
        assertFalse(engine.withdraw(GalleryId.RESIDENTS, encounterId(1)).getValue().wasPresent());
        assertTrue(search(engine, probe(1, 1, Optional.empty()), LIMITS).candidates().isEmpty());
    }

    @Test
    public void loadsWhatIsOnRecordAndSaysSoUntilThen() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        SourceAfisEngine engine = engine((gallery, consumer) -> {
            await(gate);
            IntStream.range(0, 50).forEach(person -> consumer.accept(encounter(person, 0)));
            return 50;
        });
        assertFalse(engine.status(GalleryId.RESIDENTS).ready());
        assertTrue("a search before the end of loading is no answer",
                search(engine, probe(3, 1, Optional.empty()), LIMITS) instanceof Incomplete);
        engine.withdraw(GalleryId.RESIDENTS, encounterId(4)).getValue();
        gate.countDown();
        awaitReady(engine);
        assertEquals(49, engine.status(GalleryId.RESIDENTS).encounters());
        assertEquals(encounterId(3),
                search(engine, probe(3, 1, Optional.empty()), LIMITS).candidates().getFirst().encounter());
        assertTrue(search(engine, probe(4, 1, Optional.empty()), LIMITS).candidates().isEmpty());
    }

    @Test
    public void aSearchThatRunsOutOfTimeIsIncomplete() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        for (int person = 0; person < 500; person++) {
            engine.enroll(GalleryId.RESIDENTS, encounter(person, 0)).getValue();
        }
        SearchLimits hurried = new SearchLimits(10, new FalseMatchRate(1e-6), Duration.ofNanos(1), 1);
        assertTrue(search(engine, probe(1, 1, Optional.empty()), hurried) instanceof Incomplete);
    }

    @Test
    public void aTemplateOfAnotherFormatFailsTheCallAndAddsNothing() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        BiometricTemplate foreign = new BiometricTemplate("OTHER", id.api.value.Bytes.utf8("x"));
        Encounter encounter = new Encounter(encounterId(1),
                List.of(new PositionedTemplate(Position.RIGHT_INDEX, foreign)));
        assertTrue(engine.enroll(GalleryId.RESIDENTS, encounter).getFailure() instanceof IdentityException);
        assertEquals(0, engine.status(GalleryId.RESIDENTS).encounters());
    }

    @Test
    public void anUnknownGalleryIsRefusedByName() {
        SourceAfisEngine engine = engine((gallery, consumer) -> 0);
        IdentityException refused = assertThrows(IdentityException.class, () -> engine.status(new GalleryId("other")));
        assertEquals(GeneralError.NOT_FOUND, refused.code());
    }

    @Test
    public void aFingerOfUnknownPositionIsComparedWithAll() throws Exception {
        SourceAfisEngine engine = ready((gallery, consumer) -> 0);
        engine.enroll(GalleryId.RESIDENTS, encounter(5, 0)).getValue();
        Probe probe = new Probe(Optional.empty(), List.of(finger(Position.UNKNOWN_FINGER, 10, 1)));
        assertEquals(encounterId(5), search(engine, probe, LIMITS).candidates().getFirst().encounter());
    }

    @Test
    public void aWrongSettingIsRefusedByKeyAndRange() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new SourceAfisEngine(config(-1), (gallery, consumer) -> 0));
        assertTrue(refused.getMessage().contains("threads must be 0 to 1024"));
    }

    @Test
    public void compactsAfterManyWithdrawals() throws Exception {
        Gallery gallery = new Gallery();
        List<GalleryEntry> entries = IntStream.range(0, 3000)
                .mapToObj(i -> new GalleryEntry(encounterId(i), new com.machinezoo.sourceafis.FingerprintTemplate[11]))
                .toList();
        entries.forEach(gallery::add);
        entries.subList(0, 2000).forEach(entry -> gallery.remove(entry.encounter()));
        assertEquals(1000, gallery.snapshot().present());
        assertTrue(gallery.snapshot().used() < 3000);
        assertTrue(entries.subList(2000, 3000).stream().allMatch(entry -> gallery.contains(entry.encounter())));
    }

    private SourceAfisEngine ready(GallerySource source) throws InterruptedException {
        SourceAfisEngine engine = engine(source);
        awaitReady(engine);
        return engine;
    }

    private SourceAfisEngine engine(GallerySource source) {
        SourceAfisEngine engine = new SourceAfisEngine(config(2), source);
        engines.add(engine);
        return engine;
    }

    private static SearchOutcome search(SourceAfisEngine engine, Probe probe, SearchLimits limits) throws Exception {
        return engine.identify(GalleryId.RESIDENTS, probe, limits).getValue();
    }

    private static void awaitReady(SourceAfisEngine engine) throws InterruptedException {
        while (!engine.status(GalleryId.RESIDENTS).ready()) {
            Thread.sleep(5);
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static EncounterId encounterId(int person) {
        return new EncounterId(String.format("%032x", person));
    }

    private static Encounter encounter(int person, int impression) {
        return new Encounter(encounterId(person), fingers(person, impression));
    }

    private static Probe probe(int person, int impression, Optional<EncounterId> self) {
        return new Probe(self, fingers(person, impression));
    }

    private static List<PositionedTemplate> fingers(int person, int impression) {
        return List.of(finger(Position.RIGHT_INDEX, 2L * person, impression),
                finger(Position.LEFT_INDEX, 2L * person + 1, impression));
    }

    private static PositionedTemplate finger(Position position, long seed, int impression) {
        return new PositionedTemplate(position, TEMPLATES.ofRecord(Records.minutiae(seed, impression)));
    }

    private static SourceAfisEngine.Config config(int threads) {
        return new SourceAfisEngine.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return SourceAfisEngine.Config.class;
            }

            @Override
            public String[] gallery() {
                return new String[]{ "residents" };
            }

            @Override
            public int threads() {
                return threads;
            }

            @Override
            public int maxEncounters() {
                return 1_000_000;
            }
        };
    }
}
