package id.plugins.devices.simulator;

import id.api.device.CaptureOutcome;
import id.api.device.CaptureRequest;
import id.api.device.DeviceStatus;
import id.api.device.FailureToAcquire;
import id.api.device.FailureToAcquire.Reason;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The behaviour in time that all simulated devices share: one capture at a time, taking a while, until unplugged. */
final class Acquisition {
    private static final int LONGEST_MS = 60_000;

    private final Duration duration;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final CountDownLatch unplugged = new CountDownLatch(1);

    /**
     * @param acquisitionMs
     *            how long a capture takes, 0 to 60,000
     */
    Acquisition(int acquisitionMs) {
        if (acquisitionMs < 0 || acquisitionMs > LONGEST_MS) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "acquisitionMs",
                    "acquisitionMs must be 0 to " + LONGEST_MS);
        }
        duration = Duration.ofMillis(acquisitionMs);
    }

    DeviceStatus status() {
        if (unplugged.getCount() == 0) {
            return DeviceStatus.UNAVAILABLE;
        }
        return busy.get() ? DeviceStatus.BUSY : DeviceStatus.READY;
    }

    CaptureOutcome run(CaptureRequest request, SimulatorHints hints, Supplier<CaptureOutcome> capture)
            throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            return new FailureToAcquire(Reason.DEVICE_BUSY, "Another capture is running");
        }
        try {
            boolean isTooSlow = duration.compareTo(request.timeout()) > 0;
            Duration wait = isTooSlow ? request.timeout() : duration;
            if (unplugged.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return new FailureToAcquire(Reason.DEVICE_LOST, "The device was unplugged");
            }
            if (isTooSlow) {
                return new FailureToAcquire(Reason.TIMED_OUT, "Nothing was captured in time");
            }
            if (hints.failure().isPresent()) {
                return new FailureToAcquire(hints.failure().get(), "Asked for by the hint " + SimulatorHints.FAILURE);
            }
            return capture.get();
        } finally {
            busy.set(false);
        }
    }

    /** From now on the device is gone; a capture that waits ends at once. */
    void unplug() {
        unplugged.countDown();
    }
}
