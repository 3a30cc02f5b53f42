package id.plugins.devices.file;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.DeviceStatus;
import id.api.device.FailureToAcquire;
import id.api.device.FailureToAcquire.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FolderScannerTest {
    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0 };

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private FolderScanner scanner;

    @Before
    public void open() {
        folder = temporary.getRoot().toPath();
        scanner = new FolderScanner(folder, Modality.FINGER);
    }

    @Test
    public void capturesTheFilesNamedAfterThePositions() throws Exception {
        Files.write(folder.resolve("right-index.png"), PNG);
        Files.write(folder.resolve("left-index.png"), PNG);
        Captured captured = (Captured) capture(Map.of(), 0, Position.LEFT_INDEX, Position.RIGHT_INDEX);
        assertEquals(Position.LEFT_INDEX, captured.samples().get(0).sample().position());
        assertEquals(SampleFormat.PNG, captured.samples().get(1).sample().format());
    }

    @Test
    public void waitsForAFileThatComesLate() throws Exception {
        Thread late = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(200);
                Path draft = Files.write(folder.resolve(".draft"), PNG);
                Files.move(draft, folder.resolve("right-thumb.png"));
            } catch (IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        });
        assertTrue(capture(Map.of(), 0, Position.RIGHT_THUMB) instanceof Captured);
        late.join();
    }

    @Test
    public void readsOnlyBelowItsFolder() throws Exception {
        Files.createDirectories(folder.resolve("asha"));
        Files.write(folder.resolve("asha/right-index.png"), PNG);
        assertTrue(capture(Map.of(FolderScanner.SUBJECT, "asha"), 0, Position.RIGHT_INDEX) instanceof Captured);
        FailureToAcquire refused = (FailureToAcquire) capture(Map.of(FolderScanner.SUBJECT, "../asha"), 0,
                Position.RIGHT_INDEX);
        assertEquals(Reason.NO_SUBJECT, refused.reason());
    }

    @Test
    public void saysThatNothingCameAndThatFilesAreNotJudged() throws Exception {
        Files.write(folder.resolve("right-index.txt"), "no picture at all".getBytes());
        assertEquals(Reason.TIMED_OUT, ((FailureToAcquire) capture(Map.of(), 0, Position.RIGHT_INDEX)).reason());
        assertEquals(Reason.LOW_QUALITY, ((FailureToAcquire) capture(Map.of(), 40, Position.RIGHT_INDEX)).reason());
    }

    @Test
    public void isUnavailableWithoutItsFolder() {
        assertEquals(DeviceStatus.READY, scanner.status());
        assertEquals(DeviceStatus.UNAVAILABLE, new FolderScanner(folder.resolve("gone"), Modality.FACE).status());
    }

    private CaptureOutcome capture(Map<String, String> hints, int quality, Position... positions)
            throws InterruptedException {
        return scanner.capture(
                new CaptureRequest(Modality.FINGER, List.of(positions), Duration.ofSeconds(1), quality, hints));
    }
}
