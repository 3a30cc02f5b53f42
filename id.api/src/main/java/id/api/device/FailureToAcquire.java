package id.api.device;

import java.util.Objects;

/**
 * Nothing usable was captured.
 *
 * @param reason
 *            why
 * @param detail
 *            one sentence for the operator, without personal data; may be empty
 */
public record FailureToAcquire(Reason reason, String detail) implements CaptureOutcome {
    public FailureToAcquire {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }

    /** Why nothing was captured. */
    public enum Reason {
        NO_SUBJECT, LOW_QUALITY, ATTACK_SUSPECTED, TIMED_OUT, DEVICE_BUSY, DEVICE_LOST
    }
}
