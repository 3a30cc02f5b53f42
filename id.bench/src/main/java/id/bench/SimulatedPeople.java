package id.bench;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** People with two fingers, from the simulator. */
final class SimulatedPeople {
    private static final List<Position> FINGERS = List.of(Position.RIGHT_INDEX, Position.LEFT_INDEX);

    private final PluginRegistry plugins;

    SimulatedPeople(PluginRegistry plugins) {
        this.plugins = plugins;
    }

    /** Samples of a person's two index fingers; as pictures or as minutiae records. */
    List<BiometricSample> fingers(long person, int impression, boolean images) {
        CaptureRequest request = new CaptureRequest(Modality.FINGER, FINGERS, Duration.ofSeconds(30), 0,
                Map.of("simulator.subject", Long.toString(person), "simulator.impression", Integer.toString(impression),
                        "simulator.format", images ? "PNG" : "ISO19794_2"));
        while (true) {
            CaptureOutcome outcome = plugins
                    .call(CaptureDevice.class, "(&(device.modality=FINGER)(device.model=*imulat*))",
                            Duration.ofSeconds(60), device -> device.capture(request))
                    .orThrow(BiometricError.NO_MATCHER, "simulator");
            switch (outcome) {
                case Captured captured -> {
                    return captured.samples().stream().map(CapturedSample::sample).toList();
                }
                case FailureToAcquire failure when failure.reason() == FailureToAcquire.Reason.DEVICE_BUSY ->
                    LockSupport.parkNanos(50_000);
                case FailureToAcquire failure ->
                    throw new IllegalStateException("The simulator captured nothing: " + failure.reason());
            }
        }
    }

    EnrollmentPacket packet(long person, List<BiometricSample> samples) {
        Attributes attributes = Attributes.ofPlain("1.0",
                Map.of("name", "Person " + person, "dateOfBirth",
                        LocalDate.of(1950, 1, 1).plusDays(person % 20_000).toString(), "gender",
                        person % 2 == 0 ? "female" : "male", "email", email(person)));
        return new EnrollmentPacket(new EnrollmentId("bench-" + person), Instant.now(), attributes, samples, List.of(),
                Optional.empty(), Optional.empty());
    }

    static String email(long person) {
        return "p" + person + "@example.org";
    }
}
