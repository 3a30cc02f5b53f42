package id.core.http.station;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.BiometricSample;
import id.api.biometric.QualityScore;
import id.api.biometric.SampleFormat;
import id.api.device.CapturedSample;
import id.api.device.PresentationAttackResult;
import id.api.value.Bytes;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.FailureToAcquire;
import id.api.error.IdentityException;
import id.api.plugin.PluginCall;
import id.api.plugin.PluginOffer;
import id.api.plugin.PluginOutcome;
import id.api.plugin.PluginRegistry;
import id.api.plugin.PluginStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.util.promise.Promise;

public class DevicesTest {
    private static final CaptureOutcome BUSY = new FailureToAcquire(FailureToAcquire.Reason.DEVICE_BUSY, "");
    private static final CaptureRequest REQUEST = new CaptureRequest(Modality.FINGER, List.of(Position.LEFT_THUMB),
            Duration.ofSeconds(1), 0, Map.of());

    private final List<String> asked = new ArrayList<>();
    private final List<Long> offered = new ArrayList<>(List.of(1L, 2L));
    private int busyCalls;
    private CaptureOutcome captured = new Captured(List.of(sample(Position.LEFT_THUMB)));
    private Instant now = Instant.EPOCH;
    private final Devices devices = new Devices(new Registry(), () -> now = now.plusMillis(100));

    private final class Registry implements PluginRegistry {
        @Override
        @SuppressWarnings("unchecked")
        public <S, R> PluginOutcome<R> call(Class<S> kind, String filter, Duration limit, PluginCall<S, R> call) {
            asked.add(filter);
            if (offered.isEmpty()) {
                return new PluginOutcome.Absent<>("No device");
            }
            return new PluginOutcome.Answered<>((R) (busyCalls-- > 0 ? BUSY : captured));
        }

        @Override
        public <S, R> PluginOutcome<R> await(Class<S> kind, String filter, Duration limit,
                PluginCall<S, Promise<R>> call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <S> List<PluginOffer> offers(Class<S> kind, String filter) {
            return offered.stream().map(id -> new PluginOffer("p", Map.of("service.id", id))).toList();
        }

        @Override
        public List<PluginStatus> plugins() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    public void busyDeviceIsPassedOver() {
        busyCalls = 1;
        assertTrue(devices.capture(REQUEST, "(f)", true) instanceof Captured);
        assertEquals(List.of("(service.id=1)", "(service.id=2)"), asked);
    }

    @Test
    public void waitsItsTurnAndNotForever() {
        busyCalls = 5;
        assertTrue(devices.capture(REQUEST, "(f)", true) instanceof Captured);
        busyCalls = Integer.MAX_VALUE;
        assertEquals(FailureToAcquire.Reason.DEVICE_BUSY,
                ((FailureToAcquire) devices.capture(REQUEST, "(f)", true)).reason());
    }

    @Test
    public void certainDeviceIsAskedOnce() {
        busyCalls = 1;
        assertEquals(BUSY, devices.capture(REQUEST, "(f)", false));
        assertEquals(List.of("(f)"), asked);
    }

    private static CapturedSample sample(Position position) {
        return new CapturedSample(
                new BiometricSample(Modality.FINGER, position, SampleFormat.PNG, Bytes.utf8("sample")),
                new QualityScore(80, "test"), PresentationAttackResult.NOT_CHECKED);
    }

    @Test
    public void anotherFingerThanWasAskedForIsAnError() {
        captured = new Captured(List.of(sample(Position.RIGHT_THUMB)));
        assertThrows(IdentityException.class, () -> devices.capture(REQUEST, "(f)", false));
        captured = new Captured(List.of());
        assertThrows(IdentityException.class, () -> devices.capture(REQUEST, "(f)", false));
        captured = new FailureToAcquire(FailureToAcquire.Reason.DEVICE_LOST, "x".repeat(1_000_000));
        assertThrows(IdentityException.class, () -> devices.capture(REQUEST, "(f)", false));
    }

    @Test
    public void nobodyThereIsAnError() {
        offered.clear();
        assertThrows(IdentityException.class, () -> devices.capture(REQUEST, "(f)", true));
    }
}
