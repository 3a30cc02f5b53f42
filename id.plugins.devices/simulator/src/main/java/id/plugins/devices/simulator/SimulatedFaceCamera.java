package id.plugins.devices.simulator;

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
import id.api.device.PresentationAttackResult;
import id.api.device.Preview;
import id.api.device.PreviewRequest;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera that draws the portrait of a simulated person; {@link SimulatorHints} say of whom. */
@Component(configurationPid = "id.plugins.devices.simulator.face", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = { CaptureDevice.MODALITY + "=FACE", CaptureDevice.MAKE + "=Idem",
                CaptureDevice.MODEL + "=Simulated camera" })
@Designate(ocd = SimulatedFaceCamera.Config.class, factory = true)
public final class SimulatedFaceCamera implements CaptureDevice {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedFaceCamera.class);
    private static final int QUALITY = 90;

    /** The settings of one camera. */
    @ObjectClassDefinition(name = "Simulated camera",
            description = "Draws portraits of people that do not exist. Without a configuration there is none.")
    public @interface Config {
        @AttributeDefinition(name = "Serial number", description = "Unique among the simulated cameras, not blank")
        String device_serial() default "SIM-FACE-1";

        @AttributeDefinition(name = "Subject",
                description = "The person captured when the request does not say who; any whole number of 64 bits")
        long subject() default 1;

        @AttributeDefinition(name = "Acquisition time", description = "How long a capture takes, 0 to 60000 ms")
        int acquisitionMs() default 0;
    }

    private final long subject;
    private final Acquisition acquisition;
    private final AtomicInteger impressions = new AtomicInteger();

    @Activate
    public SimulatedFaceCamera(Config config) {
        if (config.device_serial() == null || config.device_serial().isBlank()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, CaptureDevice.SERIAL,
                    CaptureDevice.SERIAL + " must not be blank");
        }
        subject = config.subject();
        acquisition = new Acquisition(config.acquisitionMs());
        LOG.debug("Simulated camera {} is ready", config.device_serial());
    }

    @Deactivate
    void unplug() {
        acquisition.unplug();
    }

    @Override
    public DeviceStatus status() {
        return acquisition.status();
    }

    @Override
    public CaptureOutcome capture(CaptureRequest request) throws InterruptedException {
        if (request.modality() != Modality.FACE) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "modality", "This device captures FACE");
        }
        SimulatorHints hints = SimulatorHints.of(request.hints(), subject);
        if (hints.format() != SampleFormat.PNG) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "hints." + SimulatorHints.FORMAT,
                    "A portrait comes as PNG");
        }
        return acquisition.run(request, hints, () -> take(request, hints));
    }

    private CaptureOutcome take(CaptureRequest request, SimulatorHints hints) {
        if (request.minimumQuality() > QUALITY) {
            return new FailureToAcquire(FailureToAcquire.Reason.LOW_QUALITY,
                    "The quality is " + QUALITY + ", " + request.minimumQuality() + " is asked for");
        }
        int impression = hints.impression().orElseGet(() -> impressions.getAndIncrement() & Integer.MAX_VALUE);
        BiometricSample portrait = new BiometricSample(Modality.FACE, Position.FACE, SampleFormat.PNG,
                png(hints.subject(), impression));
        return new Captured(
                List.of(new CapturedSample(portrait, new QualityScore(QUALITY, SimulatedFingerprintScanner.QUALITY_ALGORITHM),
                        PresentationAttackResult.NOT_CHECKED)));
    }

    private static Bytes png(long person, int impression) {
        return Bytes.of(PngWriter.color(PortraitPainter.WIDTH, PortraitPainter.HEIGHT,
                PortraitPainter.paint(person, impression), PortraitPainter.DOTS_PER_INCH));
    }

    @Override
    public Preview preview(PreviewRequest request) {
        SimulatorHints hints = SimulatorHints.of(request.hints(), subject);
        return new SimulatedPreview(request.framesPerSecond(),
                frame -> new SimulatedPreview.Shot(png(hints.subject(), frame), QUALITY, "Look at the camera"));
    }
}
