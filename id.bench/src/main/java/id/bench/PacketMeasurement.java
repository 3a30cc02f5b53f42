package id.bench;

import id.api.biometric.BiometricSample;
import id.api.enrollment.Document;
import id.api.enrollment.DocumentContent;
import id.api.enrollment.EnrollmentPacket;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.value.Attributes;
import id.api.value.Bytes;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Packets of 2 MB sealed, and opened and verified to their last byte: two fingers, demographics and one document. Sealed to
 * the curve alone and to ML-KEM beside it, in turns in the same run, so that whatever else the machine does meets both. The
 * time is the processor's, of the whole process.
 */
final class PacketMeasurement implements Measurement {
    private static final int PACKET_BYTES = 2_000_000;
    private static final int WARM_UP_SECONDS = 5;
    private static final int ROUNDS = 5;
    private static final int BATCH = 10;
    private static final String SETTINGS = "id.core.security.packets";
    private static final List<String> KINDS = List.of("off", "offered");

    /** Packets and the processor time that they took. */
    private static final class Cost {
        private long packets;
        private double seconds;

        void add(int count, double processorSeconds) {
            packets += count;
            seconds += processorSeconds;
        }

        void note(String name, Map<String, Object> figures) {
            figures.put(name + "Packets", packets);
            figures.put(name + "PerCoreSecond", Meter.rounded(packets / seconds));
            figures.put(name + "CpuMillisPerPacket", Meter.rounded(1000 * seconds / packets));
        }
    }

    @Override
    public Map<String, Object> run(BenchArguments arguments, Bench system) throws Exception {
        int seconds = arguments.number("seconds", 10);
        List<BiometricSample> fingers = new SimulatedPeople(system.plugins).fingers(1, 1, true);
        Map<String, Cost> sealing = costs();
        Map<String, Cost> opening = costs();
        long size = 0;
        round(system, fingers, costs(), costs(), WARM_UP_SECONDS);
        for (int round = 0; round < ROUNDS; round++) {
            size = round(system, fingers, sealing, opening, Math.max(1, seconds / ROUNDS));
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("packetBytes", size);
        for (String kind : KINDS) {
            opening.get(kind).note(name(kind) + "Opened", figures);
            sealing.get(kind).note(name(kind) + "Sealed", figures);
        }
        return figures;
    }

    private static String name(String kind) {
        return kind.equals("off") ? "classical" : "hybrid";
    }

    private static Map<String, Cost> costs() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        KINDS.forEach(kind -> costs.put(kind, new Cost()));
        return costs;
    }

    /** Each kind for some seconds. The size of a packet. */
    private static long round(Bench system, List<BiometricSample> fingers, Map<String, Cost> sealing, Map<String, Cost> opening,
            int seconds) throws Exception {
        long size = 0;
        for (String kind : KINDS) {
            system.set(SETTINGS, Map.of("hybrid", kind));
            Sealer sealer = system.service(Sealer.class);
            check(sealer, kind);
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() - end < 0) {
                List<EnrollmentPacket> packets = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    packets.add(packet(i, fingers));
                }
                List<SealedPacket> sealed = new ArrayList<>();
                double before = Meter.processorSeconds();
                packets.forEach(packet -> sealed.add(sealer.seal(packet)));
                double between = Meter.processorSeconds();
                sealed.forEach(sealer::receive);
                opening.get(kind).add(BATCH, Meter.processorSeconds() - between);
                sealing.get(kind).add(BATCH, between - before);
                size = sealed.getFirst().size();
            }
        }
        return size;
    }

    private static void check(Sealer sealer, String kind) {
        if (sealer.enrollmentKey().contains("ML-KEM-768") == kind.equals("off")) {
            throw new IllegalStateException("The setting hybrid is not in force");
        }
    }

    /** The rest of the size is a document of noise, as a scan would be: nothing in it can be pressed. */
    private static EnrollmentPacket packet(int number, List<BiometricSample> fingers) {
        int samples = fingers.stream().mapToInt(sample -> sample.data().size()).sum();
        byte[] scan = new byte[Math.max(1, PACKET_BYTES - 4 * samples / 3)];
        new Random(number).nextBytes(scan);
        return new EnrollmentPacket(new EnrollmentId("bench-" + number), Instant.now(),
                Attributes.ofPlain("1.0", Map.of("name", "Person " + number)), fingers,
                List.of(new Document("scan", "BIRTH_CERTIFICATE", "application/pdf", new DocumentContent.InMemory(Bytes.of(scan)))),
                Optional.empty(), Optional.empty());
    }
}
