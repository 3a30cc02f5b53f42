package id.bench;

import id.api.identity.IdentityRegistry;
import id.api.security.KeyRing;
import id.api.security.Resealing;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to move stored values under a new data key, and data keys under a new master key: people are registered, keys
 * rotated, and the system's own background work is watched until it is done. The time is the processor's, of the whole
 * process, which does nothing else.
 */
final class ResealMeasurement implements Measurement {
    private static final int REGISTER_THREADS = 8;
    private static final int LOOK_MILLIS = 50;
    private static final int MASTER_ROTATIONS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String DATA = "identity";
    private static final String MASTER = "master-" + DATA;

    /** How far the work was at a moment. */
    private record Point(long moved, double processor, long nanos) {}

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        int people = arguments.number("people", 10_000);
        system.set("id.core.security.keys", Map.of("refreshSeconds", 1, "resealPerSecond", 100_000));
        IdentityRegistry identities = system.service(IdentityRegistry.class);
        Meter.times(people, REGISTER_THREADS, n -> identities.register(new EnrollmentId("reseal-" + n), Attributes.ofPlain("1.0",
                Map.of("name", "Person " + n, "dateOfBirth", "1980-01-01", "email", SimulatedPeople.email(n)))));
        KeyRing ring = system.service(KeyRing.class);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("people", people);
        // The first one compiles the code, as in a system that has served for long.
        reseal(ring);
        figures.putAll(reseal(ring));
        figures.putAll(rewrap(ring));
        return figures;
    }

    private static Map<String, Object> reseal(KeyRing ring) throws InterruptedException {
        int version = ring.rotate(DATA, ClientId.SYSTEM).getFirst().version();
        long end = System.nanoTime() + LIMIT.toNanos();
        Point first = point(0);
        Point now = first;
        while (!isDone(ring, version)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The values are not moved within " + LIMIT);
            }
            Thread.sleep(LOOK_MILLIS);
            now = point(moved(ring, version));
            // Other nodes are given time to learn of the key before anything is moved: that is no work.
            first = now.moved() == 0 ? now : first;
        }
        now = point(moved(ring, version));
        long moved = now.moved() - first.moved();
        double processor = now.processor() - first.processor();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("resealedRecords", moved);
        figures.put("resealedPerCoreSecond", Meter.rounded(moved / processor));
        figures.put("resealedPerSecond", Meter.rounded(moved / ((now.nanos() - first.nanos()) / 1e9)));
        figures.put("resealCpuMicrosPerRecord", Meter.rounded(1e6 * processor / moved));
        return figures;
    }

    private static Point point(long moved) {
        return new Point(moved, Meter.processorSeconds(), System.nanoTime());
    }

    private static List<Resealing> under(KeyRing ring, int version) {
        return ring.resealing().stream()
                .filter(each -> each.place().purpose() == SealPurpose.IDENTITY && each.version() == version).toList();
    }

    private static long moved(KeyRing ring, int version) {
        return under(ring, version).stream().mapToLong(Resealing::moved).sum();
    }

    private static boolean isDone(KeyRing ring, int version) {
        long places = Arrays.stream(SealedPlace.values())
                .filter(place -> place.purpose() == SealPurpose.IDENTITY).count();
        List<Resealing> known = under(ring, version);
        return known.size() == places && known.stream().allMatch(Resealing::finished);
    }

    /** A new master key touches no record: only the data keys are wrapped anew, in the call itself. */
    private static Map<String, Object> rewrap(KeyRing ring) {
        double before = Meter.processorSeconds();
        for (int i = 0; i < MASTER_ROTATIONS; i++) {
            ring.rotate(MASTER, ClientId.SYSTEM);
        }
        double processor = Meter.processorSeconds() - before;
        long keys = ring.list().stream().filter(key -> key.wrappedBy().filter(name -> name.startsWith(MASTER)).isPresent()).count();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("dataKeysUnderTheMasterKey", keys);
        figures.put("masterRotationCpuMillis", Meter.rounded(1000 * processor / MASTER_ROTATIONS));
        figures.put("dataKeysWrappedPerCoreSecond", Meter.rounded(keys * MASTER_ROTATIONS / processor));
        return figures;
    }
}
