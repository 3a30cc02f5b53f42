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
import java.util.ArrayList;
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

/** A fingerprint scanner before which simulated people stand; {@link SimulatorHints} say who. */
@Component(configurationPid = "id.plugins.devices.simulator.finger",
        configurationPolicy = ConfigurationPolicy.REQUIRE, property = { CaptureDevice.MODALITY + "=FINGER",
                CaptureDevice.MAKE + "=Idem", CaptureDevice.MODEL + "=Simulated fingerprint scanner" })
@Designate(ocd = SimulatedFingerprintScanner.Config.class, factory = true)
public final class SimulatedFingerprintScanner implements CaptureDevice {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedFingerprintScanner.class);
    static final String QUALITY_ALGORITHM = "Idem-simulator";
    private static final int DOTS_PER_INCH = 500;

    /** The settings of one scanner. */
    @ObjectClassDefinition(name = "Simulated fingerprint scanner",
            description = "Draws the fingers of people that do not exist. Without a configuration there is none.")
    public @interface Config {
        @AttributeDefinition(name = "Serial number", description = "Unique among the simulated scanners, not blank")
        String device_serial() default "SIM-FINGER-1";

        @AttributeDefinition(name = "Subject",
                description = "The person captured when the request does not say who; any whole number of 64 bits")
        long subject() default 1;

        @AttributeDefinition(name = "Acquisition time", description = "How long a capture takes, 0 to 60000 ms")
        int acquisitionMs() default 0;

        @AttributeDefinition(name = "Cached fingers",
                description = "How many fingers keep their drawn ridges in memory (160 KB each), 1 to 10000")
        int cachedFingers() default 32;
    }

    private final long subject;
    private final Acquisition acquisition;
    private final PainterCache painters;
    private final AtomicInteger impressions = new AtomicInteger();

    @Activate
    public SimulatedFingerprintScanner(Config config) {
        if (config.device_serial() == null || config.device_serial().isBlank()) {
            throw new IdentityException(GeneralError.INVALID_VALUE, CaptureDevice.SERIAL,
                    CaptureDevice.SERIAL + " must not be blank");
        }
        subject = config.subject();
        acquisition = new Acquisition(config.acquisitionMs());
        painters = new PainterCache(config.cachedFingers());
        LOG.debug("Simulated fingerprint scanner {} is ready", config.device_serial());
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
        if (request.modality() != Modality.FINGER) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "modality", "This device captures FINGER");
        }
        SimulatorHints hints = SimulatorHints.of(request.hints(), subject);
        return acquisition.run(request, hints, () -> take(request, hints));
    }

    private CaptureOutcome take(CaptureRequest request, SimulatorHints hints) {
        int impression = hints.impression().orElseGet(() -> impressions.getAndIncrement() & Integer.MAX_VALUE);
        List<CapturedSample> samples = new ArrayList<>(request.positions().size());
        for (Position position : request.positions()) {
            MasterFinger finger = MasterFinger.of(hints.subject(), position.isoCode());
            int quality = Impression.of(finger, impression).quality();
            if (quality < request.minimumQuality()) {
                return new FailureToAcquire(FailureToAcquire.Reason.LOW_QUALITY,
                        position.label() + " has quality " + quality + ", " + request.minimumQuality() + " is asked for");
            }
            Bytes data = Bytes.of(
                    hints.format() == SampleFormat.PNG ? png(finger, impression) : MinutiaeRecord.of(finger, impression));
            samples.add(new CapturedSample(new BiometricSample(Modality.FINGER, position, hints.format(), data),
                    new QualityScore(quality, QUALITY_ALGORITHM), PresentationAttackResult.NOT_CHECKED));
        }
        return new Captured(samples);
    }

    private byte[] png(MasterFinger finger, int impression) {
        return PngWriter.gray(Impression.WIDTH, Impression.HEIGHT, painters.painter(finger).paint(impression),
                DOTS_PER_INCH);
    }

    @Override
    public Preview preview(PreviewRequest request) {
        SimulatorHints hints = SimulatorHints.of(request.hints(), subject);
        Position position = request.positions().stream().filter(p -> p.modality() == Modality.FINGER).findFirst()
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "positions",
                        "Ask for at least one finger"));
        MasterFinger finger = MasterFinger.of(hints.subject(), position.isoCode());
        return new SimulatedPreview(request.framesPerSecond(), frame -> new SimulatedPreview.Shot(
                Bytes.of(png(finger, frame)), Impression.of(finger, frame).quality(), "Hold " + position.label() + " still"));
    }
}
