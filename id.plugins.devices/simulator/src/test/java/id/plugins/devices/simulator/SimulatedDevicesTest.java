package id.plugins.devices.simulator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.DeviceStatus;
import id.api.device.FailureToAcquire;
import id.api.device.FailureToAcquire.Reason;
import id.api.device.PresentationAttackResult;
import id.api.device.Preview;
import id.api.device.PreviewFrame;
import id.api.device.PreviewRequest;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;

public class SimulatedDevicesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<Position> BOTH = List.of(Position.RIGHT_INDEX, Position.LEFT_INDEX);

    /** A configuration of the scanner as an operator would write it. */
    private record Settings(String device_serial, long subject, int acquisitionMs, int cachedFingers)
            implements
                SimulatedFingerprintScanner.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return SimulatedFingerprintScanner.Config.class;
        }
    }

    private record CameraSettings(String device_serial, long subject, int acquisitionMs)
            implements
                SimulatedFaceCamera.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return SimulatedFaceCamera.Config.class;
        }
    }

    private static SimulatedFingerprintScanner scanner() {
        return new SimulatedFingerprintScanner(new Settings("S1", 1, 0, 4));
    }

    private static SimulatedFaceCamera camera() {
        return new SimulatedFaceCamera(new CameraSettings("C1", 1, 0));
    }

    private static CaptureRequest fingers(Map<String, String> hints) {
        return new CaptureRequest(Modality.FINGER, BOTH, SECOND, 0, hints);
    }

    private static Bytes first(CaptureDevice device, Map<String, String> hints) throws InterruptedException {
        return ((Captured) device.capture(fingers(hints))).samples().get(0).sample().data();
    }

    @Test
    public void capturesEachPositionInTheOrderAskedFor() throws InterruptedException {
        Captured captured = (Captured) scanner().capture(fingers(Map.of()));
        assertEquals(BOTH, captured.samples().stream().map(sample -> sample.sample().position()).toList());
        captured.samples().forEach(sample -> {
            assertEquals(SampleFormat.PNG, sample.sample().format());
            assertEquals(Optional.of(SampleFormat.PNG), SampleFormat.detect(sample.sample().data()));
            assertEquals(PresentationAttackResult.NOT_CHECKED, sample.presentationAttack());
        });
    }

    @Test
    public void hintsChoosePersonCaptureAndFormat() throws InterruptedException {
        SimulatedFingerprintScanner scanner = scanner();
        Map<String, String> hints = Map.of("simulator.subject", "42", "simulator.impression", "3", "simulator.format",
                "ISO19794_2_2005");
        Bytes record = first(scanner, hints);
        assertEquals(Optional.of(SampleFormat.ISO19794_2_2005), SampleFormat.detect(record));
        assertEquals(Bytes.of(MinutiaeRecord.of(MasterFinger.of(42, 2), 3)), record);
        assertEquals("same again", record, first(scanner, hints));
        Map<String, String> other = Map.of("simulator.subject", "43", "simulator.impression", "3", "simulator.format",
                "ISO19794_2_2005");
        assertNotEquals(record, first(scanner, other));
    }

    @Test
    public void countsCapturesWhereNoneIsNamed() throws InterruptedException {
        SimulatedFingerprintScanner scanner = scanner();
        Map<String, String> hints = Map.of("simulator.format", "ISO19794_2");
        assertEquals(Bytes.of(MinutiaeRecord.of(MasterFinger.of(1, 2), 0)), first(scanner, hints));
        assertEquals(Bytes.of(MinutiaeRecord.of(MasterFinger.of(1, 2), 1)), first(scanner, hints));
    }

    @Test
    public void refusesHintsThatItDoesNotUnderstand() {
        Map<String, String> wrong = Map.of("simulator.subject", "Ann", "simulator.impression", "-1",
                "simulator.format", "WSQ", "simulator.failure", "BROKEN");
        wrong.forEach((key, value) -> {
            IdentityException e = assertThrows(IdentityException.class,
                    () -> scanner().capture(fingers(Map.of(key, value))));
            assertEquals("hints." + key, e.field());
            assertTrue(e.getMessage(), e.getMessage().contains(key) && !e.getMessage().contains(value));
        });
    }

    @Test
    public void playsEveryFailure() throws InterruptedException {
        for (Reason reason : Reason.values()) {
            CaptureOutcome outcome = scanner().capture(fingers(Map.of("simulator.failure", reason.name())));
            assertEquals(reason, ((FailureToAcquire) outcome).reason());
        }
    }

    @Test
    public void poorQualityIsAFailureToAcquire() throws InterruptedException {
        CaptureRequest request = new CaptureRequest(Modality.FINGER, BOTH, SECOND, 100, Map.of());
        assertEquals(Reason.LOW_QUALITY, ((FailureToAcquire) scanner().capture(request)).reason());
        CaptureRequest face = new CaptureRequest(Modality.FACE, List.of(Position.FACE), SECOND, 100, Map.of());
        assertEquals(Reason.LOW_QUALITY, ((FailureToAcquire) camera().capture(face)).reason());
    }

    @Test
    public void refusesTheOtherModality() {
        CaptureRequest face = new CaptureRequest(Modality.FACE, List.of(Position.FACE), SECOND, 0, Map.of());
        assertThrows(IdentityException.class, () -> scanner().capture(face));
        assertThrows(IdentityException.class, () -> camera().capture(fingers(Map.of())));
    }

    @Test
    public void timesOutWhenTheFingerComesTooLate() throws InterruptedException {
        CaptureDevice slow = new SimulatedFingerprintScanner(new Settings("S1", 1, 60_000, 4));
        CaptureRequest request = new CaptureRequest(Modality.FINGER, BOTH, Duration.ofMillis(1), 0, Map.of());
        assertEquals(Reason.TIMED_OUT, ((FailureToAcquire) slow.capture(request)).reason());
        assertEquals(DeviceStatus.READY, slow.status());
    }

    @Test
    public void oneCaptureAtATimeAndNoneOnceUnplugged()
            throws InterruptedException, ExecutionException, TimeoutException {
        SimulatedFingerprintScanner slow = new SimulatedFingerprintScanner(new Settings("S1", 1, 60_000, 4));
        CaptureRequest patient = new CaptureRequest(Modality.FINGER, BOTH, Duration.ofMinutes(5), 0, Map.of());
        CompletableFuture<CaptureOutcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return slow.capture(patient);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (slow.status() != DeviceStatus.BUSY) {
            Thread.onSpinWait();
        }
        assertEquals(Reason.DEVICE_BUSY, ((FailureToAcquire) slow.capture(patient)).reason());
        slow.unplug();
        assertEquals(Reason.DEVICE_LOST, ((FailureToAcquire) running.get(30, TimeUnit.SECONDS)).reason());
        assertEquals(DeviceStatus.UNAVAILABLE, slow.status());
        assertEquals(Reason.DEVICE_LOST, ((FailureToAcquire) slow.capture(patient)).reason());
    }

    @Test
    public void isReadyAgainAfterAnInterrupt() {
        SimulatedFingerprintScanner slow = new SimulatedFingerprintScanner(new Settings("S1", 1, 60_000, 4));
        CaptureRequest patient = new CaptureRequest(Modality.FINGER, BOTH, Duration.ofMinutes(5), 0, Map.of());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> slow.capture(patient));
        assertEquals(DeviceStatus.READY, slow.status());
    }

    @Test
    public void refusesWrongSettingsByName() {
        assertEquals("acquisitionMs", field(() -> new SimulatedFingerprintScanner(new Settings("S", 1, 60_001, 4))));
        assertEquals("cachedFingers", field(() -> new SimulatedFingerprintScanner(new Settings("S", 1, 0, 0))));
        assertEquals("device.serial", field(() -> new SimulatedFingerprintScanner(new Settings(" ", 1, 0, 4))));
        assertEquals("device.serial", field(() -> new SimulatedFaceCamera(new CameraSettings("", 1, 0))));
        assertEquals("acquisitionMs", field(() -> new SimulatedFaceCamera(new CameraSettings("C", 1, -1))));
    }

    private static String field(Runnable activation) {
        return assertThrows(IdentityException.class, activation::run).field();
    }

    @Test
    public void cameraShowsTheSamePersonAgain() throws InterruptedException {
        CaptureRequest request = new CaptureRequest(Modality.FACE, List.of(Position.FACE), SECOND, 60,
                Map.of("simulator.subject", "9", "simulator.impression", "0"));
        Captured captured = (Captured) camera().capture(request);
        assertEquals(captured.samples().get(0).sample(),
                ((Captured) camera().capture(request)).samples().get(0).sample());
        assertEquals(Position.FACE, captured.samples().get(0).sample().position());
        CaptureRequest minutiae = new CaptureRequest(Modality.FACE, List.of(Position.FACE), SECOND, 60,
                Map.of("simulator.format", "ISO19794_2_2005"));
        assertThrows(IdentityException.class, () -> camera().capture(minutiae));
    }

    @Test
    public void previewsUntilClosed() throws InterruptedException {
        for (CaptureDevice device : List.of(scanner(), camera())) {
            Preview preview = device.preview(new PreviewRequest(BOTH, 30, Map.of()));
            for (int i = 0; i < 2; i++) {
                PreviewFrame frame = preview.next(Duration.ofSeconds(30)).orElseThrow();
                assertEquals(Optional.of(SampleFormat.PNG), SampleFormat.detect(frame.image()));
            }
            preview.close();
            preview.close();
            assertFalse(preview.next(Duration.ofSeconds(30)).isPresent());
        }
    }

    @Test
    public void previewFrameThatIsNotDueDoesNotCome() throws InterruptedException {
        try (Preview preview = scanner().preview(new PreviewRequest(BOTH, 1, Map.of()))) {
            assertTrue(preview.next(Duration.ofSeconds(30)).isPresent());
            assertFalse(preview.next(Duration.ZERO).isPresent());
        }
    }
}
