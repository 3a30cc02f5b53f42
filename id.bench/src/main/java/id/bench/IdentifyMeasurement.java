package id.bench;

import com.machinezoo.sourceafis.FingerprintMatcher;
import com.machinezoo.sourceafis.FingerprintTemplate;
import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.PositionedTemplate;
import id.api.matching.AbisEngine;
import id.api.matching.BiometricMatcher;
import id.api.matching.Encounter;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchLimits;
import id.api.matching.Searched;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 1:N over a gallery of simulated people with two fingers each, beside the raw matcher: the same SourceAFIS in a bare
 * loop over templates of the same people, with as many threads, in turns with the engine.
 */
final class IdentifyMeasurement implements Measurement {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int ROUNDS = 3;

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        int people = arguments.number("people", 100_000);
        int searches = arguments.number("searches", 2);
        int rawPeople = Math.min(people, 20_000);
        SimulatedPeople simulated = new SimulatedPeople(system.plugins);
        FingerprintTemplate[] raw = new FingerprintTemplate[2 * rawPeople];
        long started = System.nanoTime();
        int cores = Runtime.getRuntime().availableProcessors();
        Meter.times(people, cores * 2, n -> enroll(system, simulated, n, raw, rawPeople));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("gallery", people);
        figures.put("fingersPerPerson", 2);
        figures.put("fillSeconds", Meter.rounded((System.nanoTime() - started) / 1e9));
        // Once unmeasured, so that both run compiled code.
        rawRate(system, simulated, raw, cores, 7);
        engineRate(system, simulated, 7, 1, people);
        List<double[]> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(new double[]{ rawRate(system, simulated, raw, cores, 1000 + round),
                    engineRate(system, simulated, 2000 + round, searches, people) });
        }
        double rawMedian = median(rounds, 0);
        double engineMedian = median(rounds, 1);
        figures.put("threads", cores);
        figures.put("rawComparisonsPerCpuSecond", rounds.stream().map(r -> Math.round(r[0])).toList());
        figures.put("engineComparisonsPerCpuSecond", rounds.stream().map(r -> Math.round(r[1])).toList());
        figures.put("rawComparisonsPerCpuSecondMedian", Math.round(rawMedian));
        figures.put("engineComparisonsPerCpuSecondMedian", Math.round(engineMedian));
        figures.put("frameworkCostPercent", Meter.rounded(100 * (1 - engineMedian / rawMedian)));
        figures.put("engineComparisonsPerSecond", Math.round(lastWallRate));
        figures.put("secondsPerSearch", Meter.rounded(lastSearchSeconds));
        figures.put("searchesThatFoundThePerson", found);
        return figures;
    }

    private double lastWallRate;
    private double lastSearchSeconds;
    private int found;

    private static void enroll(Bench system, SimulatedPeople simulated, long person, FingerprintTemplate[] raw,
            int rawPeople) {
        List<PositionedTemplate> templates = templates(system, simulated.fingers(person, 1, false));
        if (person < rawPeople) {
            raw[(int) person * 2] = new FingerprintTemplate(templates.get(0).template().data().toArray());
            raw[(int) person * 2 + 1] = new FingerprintTemplate(templates.get(1).template().data().toArray());
        }
        Encounter encounter = new Encounter(id(person), templates);
        system.plugins
                .await(AbisEngine.class, "(modality=FINGER)", LIMIT,
                        engine -> engine.enroll(GalleryId.RESIDENTS, encounter))
                .orThrow(BiometricError.MATCHER_FAILED, "");
    }

    static List<PositionedTemplate> templates(Bench system, List<BiometricSample> samples) {
        return system.plugins
                .call(BiometricMatcher.class, "(modality=FINGER)", LIMIT, matcher -> samples.stream()
                        .map(sample -> new PositionedTemplate(sample.position(), matcher.extract(sample))).toList())
                .orThrow(BiometricError.MATCHER_FAILED, "");
    }

    private static EncounterId id(long person) {
        return new EncounterId(String.format("%032x", person));
    }

    /** Comparisons per second of processor time of the bare matcher: both fingers of one probe against all. */
    private static double rawRate(Bench system, SimulatedPeople simulated, FingerprintTemplate[] gallery, int threads,
            long person) throws Exception {
        List<PositionedTemplate> probe = templates(system, simulated.fingers(person, 2, false));
        FingerprintMatcher[] matchers = probe.stream()
                .map(finger -> new FingerprintMatcher(new FingerprintTemplate(finger.template().data().toArray())))
                .toArray(FingerprintMatcher[]::new);
        double processor = Meter.processorSeconds();
        int chunk = 512;
        Meter.times((gallery.length + chunk - 1) / chunk, threads, n -> {
            for (int i = (int) n * chunk; i < Math.min(gallery.length, (n + 1) * chunk); i++) {
                matchers[i & 1].match(gallery[i]);
            }
        });
        return gallery.length / (Meter.processorSeconds() - processor);
    }

    /** The same figure of whole searches through the plugin registry and the engine. */
    private double engineRate(Bench system, SimulatedPeople simulated, long person, int searches, int people) {
        SearchLimits limits = new SearchLimits(10, new FalseMatchRate(1e-6), LIMIT, 1);
        long comparisons = 0;
        double processor = Meter.processorSeconds();
        long started = System.nanoTime();
        for (int i = 0; i < searches; i++) {
            long sought = (person * 7919 + i) % people;
            Probe probe = new Probe(Optional.empty(), templates(system, simulated.fingers(sought, 2, false)));
            comparisons += switch (system.plugins
                    .await(AbisEngine.class, "(modality=FINGER)", LIMIT,
                            engine -> engine.identify(GalleryId.RESIDENTS, probe, limits))
                    .orThrow(BiometricError.MATCHER_FAILED, "")) {
                case Searched searched -> {
                    found += searched.candidates().stream()
                            .anyMatch(candidate -> candidate.encounter().equals(id(sought))) ? 1 : 0;
                    yield searched.coverage().comparisons();
                }
                case Incomplete incomplete -> throw new IllegalStateException(incomplete.why());
            };
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        lastWallRate = comparisons / seconds;
        lastSearchSeconds = seconds / searches;
        return comparisons / (Meter.processorSeconds() - processor);
    }

    private static double median(List<double[]> rounds, int index) {
        return rounds.stream().mapToDouble(round -> round[index]).sorted().skip(rounds.size() / 2).findFirst()
                .orElse(0);
    }
}
