package id.api.device;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One capture device. Must bear calls from several threads, but is asked for one capture at a time: a second one while
 * the first runs answers {@link FailureToAcquire} with {@link FailureToAcquire.Reason#DEVICE_BUSY}.
 */
@ConsumerType
public interface CaptureDevice {
    /** Service property, {@code String}: name of the {@link id.api.biometric.Modality}. Required. */
    String MODALITY = "device.modality";
    /** Service property, {@code String}: serial number, unique within make and model. Required. */
    String SERIAL = "device.serial";
    /** Service property, {@code String}: who made it. Required. */
    String MAKE = "device.make";
    /** Service property, {@code String}: which model. Required. */
    String MODEL = "device.model";

    /** How the device is at this moment. Never blocks, never throws. */
    DeviceStatus status();

    /**
     * Captures the requested positions of one person. Blocks at most {@link CaptureRequest#timeout()}; the caller may
     * interrupt.
     *
     * @return the samples, owned by the caller, or why there are none; never a part of the requested positions without
     *         saying so
     *
     * @throws InterruptedException
     *             when the calling thread is interrupted; the device is then ready for the next request
     */
    CaptureOutcome capture(CaptureRequest request) throws InterruptedException;

    /** Starts a preview. The caller closes it; a device that has no preview yields none of its frames. */
    Preview preview(PreviewRequest request);
}
