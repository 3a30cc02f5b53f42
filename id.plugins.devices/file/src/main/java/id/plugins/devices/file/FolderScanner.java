package id.plugins.devices.file;

import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.QualityScore;
import id.api.biometric.SampleFormat;
import id.api.device.CaptureDevice;
import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.Captured;
import id.api.device.CapturedSample;
import id.api.device.DeviceStatus;
import id.api.device.FailureToAcquire;
import id.api.device.FailureToAcquire.Reason;
import id.api.device.PresentationAttackResult;
import id.api.device.Preview;
import id.api.device.PreviewFrame;
import id.api.device.PreviewRequest;
import id.api.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Captures what lies in a folder: {@code right-index.png}, {@code left-iris.iso}, {@code face.jpg}. For scanners that
 * come with a program that saves files, and for records that were captured elsewhere. Waits for a file until the time
 * is up.
 */
@Component(configurationPid = "id.plugins.devices.file", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FolderScanner.Config.class, factory = true)
public final class FolderScanner implements CaptureDevice {
    /** Request hint: name of a subfolder to read, 1 to 64 letters, digits, underscores and hyphens. */
    public static final String SUBJECT = "file.subject";
    private static final QualityScore NOT_JUDGED = new QualityScore(0, "none-files-are-not-judged");
    private static final Duration POLL = Duration.ofMillis(100);

    /** Settings; the keys with underscores are service properties. */
    @ObjectClassDefinition(name = "Capture device that reads files")
    public @interface Config {
        @AttributeDefinition(description = "Folder that is read; absolute, or relative to the home of the system")
        String folder() default "captures";

        @AttributeDefinition(description = "FINGER, IRIS or FACE")
        String device_modality() default "FINGER";

        @AttributeDefinition(description = "Serial number, unique among the devices of this kind")
        String device_serial() default "folder";

        @AttributeDefinition(description = "Service property")
        String device_make() default "Idem";

        @AttributeDefinition(description = "Service property")
        String device_model() default "Folder";
    }

    private final Path folder;
    private final Modality modality;
    private final ReentrantLock capturing = new ReentrantLock();

    @Activate
    public FolderScanner(Config config, BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("idem.home")).orElse("")).resolve(config.folder()),
                modality(config.device_modality()));
    }

    FolderScanner(Path folder, Modality modality) {
        this.folder = folder;
        this.modality = modality;
    }

    private static Modality modality(String name) {
        return Stream.of(Modality.values()).filter(m -> m.name().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("device.modality must be FINGER, IRIS or FACE and is " + name));
    }

    @Override
    public DeviceStatus status() {
        return !Files.isDirectory(folder) ? DeviceStatus.UNAVAILABLE
                : capturing.isLocked() ? DeviceStatus.BUSY : DeviceStatus.READY;
    }

    @Override
    public CaptureOutcome capture(CaptureRequest request) throws InterruptedException {
        if (!capturing.tryLock()) {
            return new FailureToAcquire(Reason.DEVICE_BUSY, "Another capture is running");
        }
        try {
            return captureAll(request);
        } finally {
            capturing.unlock();
        }
    }

    private CaptureOutcome captureAll(CaptureRequest request) throws InterruptedException {
        if (request.modality() != modality) {
            return new FailureToAcquire(Reason.NO_SUBJECT, "This device captures " + modality);
        }
        if (request.minimumQuality() > 0) {
            return new FailureToAcquire(Reason.LOW_QUALITY,
                    "Files are not judged here: ask with a minimum quality of 0");
        }
        String subject = request.hints().getOrDefault(SUBJECT, "");
        if (!subject.matches("[A-Za-z0-9_-]{0,64}")) {
            return new FailureToAcquire(Reason.NO_SUBJECT, "The hint " + SUBJECT + " names no folder");
        }
        long end = System.nanoTime() + request.timeout().toNanos();
        List<CapturedSample> samples = new ArrayList<>();
        for (Position position : request.positions()) {
            Optional<BiometricSample> sample = await(folder.resolve(subject), position, end);
            if (sample.isEmpty()) {
                return new FailureToAcquire(Reason.TIMED_OUT,
                        "No readable file " + position.label() + ".* came into the folder in time");
            }
            samples.add(new CapturedSample(sample.get(), NOT_JUDGED, PresentationAttackResult.NOT_CHECKED));
        }
        return new Captured(samples);
    }

    private Optional<BiometricSample> await(Path where, Position position, long end) throws InterruptedException {
        while (true) {
            Optional<BiometricSample> sample = read(where, position);
            if (sample.isPresent() || System.nanoTime() - end > 0) {
                return sample;
            }
            Thread.sleep(POLL);
        }
    }

    private Optional<BiometricSample> read(Path where, Position position) {
        if (!Files.isDirectory(where)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(where)) {
            Optional<Path> file = files.filter(f -> f.getFileName().toString().startsWith(position.label() + "."))
                    .sorted().findFirst();
            if (file.isEmpty() || Files.size(file.get()) == 0 || Files.size(file.get()) > BiometricSample.MAX_BYTES) {
                return Optional.empty();
            }
            Bytes data = Bytes.of(Files.readAllBytes(file.get()));
            return SampleFormat.detect(data).map(format -> new BiometricSample(modality, position, format, data));
        } catch (IOException beingWritten) {
            return Optional.empty();
        }
    }

    @Override
    public Preview preview(PreviewRequest request) {
        return new Preview() {
            @Override
            public Optional<PreviewFrame> next(Duration wait) {
                return Optional.empty();
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }
}
