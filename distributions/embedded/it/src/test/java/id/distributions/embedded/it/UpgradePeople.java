package id.distributions.embedded.it;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.CapturedSample;
import id.api.device.FailureToAcquire;
import id.api.enrollment.EnrollmentPacket;
import id.api.plugin.PluginRegistry;
import id.api.value.Attributes;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** People with two fingers and a face, captured by the devices that are there. */
final class UpgradePeople {
    private static final int FACES = 8;

    private final PluginRegistry plugins;
    private final List<BiometricSample> faces = new ArrayList<>();

    UpgradePeople(PluginRegistry plugins) {
        this.plugins = plugins;
        for (int face = 0; face < FACES; face++) {
            faces.add(capture(Modality.FACE, List.of(Position.FACE), face, 1, "PNG").getFirst().sample());
        }
    }

    /** Two index fingers as minutiae records, with what the scanner says of them. */
    List<CapturedSample> fingers(long person, int impression) {
        return capture(Modality.FINGER, List.of(Position.RIGHT_INDEX, Position.LEFT_INDEX), person, impression,
                "ISO19794_2");
    }

    private List<CapturedSample> capture(Modality modality, List<Position> positions, long person, int impression,
            String format) {
        CaptureRequest request = new CaptureRequest(modality, positions, Duration.ofSeconds(30), 0,
                Map.of("simulator.subject", Long.toString(person), "simulator.impression", Integer.toString(impression),
                        "simulator.format", format));
        while (true) {
            CaptureOutcome outcome = plugins
                    .call(CaptureDevice.class, "(device.modality=" + modality + ")", Duration.ofSeconds(60),
                            device -> device.capture(request))
                    .orThrow(BiometricError.NO_MATCHER, "device");
            if (outcome instanceof Captured captured) {
                return captured.samples();
            }
            if (((FailureToAcquire) outcome).reason() != FailureToAcquire.Reason.DEVICE_BUSY) {
                throw new AssertionError("Nothing was captured: " + outcome);
            }
            LockSupport.parkNanos(50_000);
        }
    }

    EnrollmentPacket packet(String id, long person, int impression) {
        List<BiometricSample> samples = new ArrayList<>(
                fingers(person, impression).stream().map(CapturedSample::sample).toList());
        samples.add(faces.get((int) (person % FACES)));
        Attributes attributes = Attributes.ofPlain("1.0",
                Map.of("name", "Person " + id, "dateOfBirth",
                        LocalDate.of(1950, 1, 1).plusDays(person % 20_000).toString(), "gender",
                        person % 2 == 0 ? "female" : "male", "email", email(person)));
        return new EnrollmentPacket(new EnrollmentId(id), Instant.now(), attributes, samples, List.of(),
                Optional.empty(), Optional.empty());
    }

    static String email(long person) {
        return "p" + person + "@example.org";
    }
}
