package id.core.http.station;

import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.device.CaptureRequest;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Body of {@code POST /station/v1/captures}.
 *
 * @param modality
 *            FINGER, IRIS or FACE; required
 * @param positions
 *            which positions; required
 * @param timeoutMs
 *            how long the person has; 30 s when absent
 * @param minimumQuality
 *            0 to 100; 0 when absent
 * @param hints
 *            settings that a certain device understands
 * @param serial
 *            serial number of the device, where a certain one is meant
 */
record CaptureBody(String modality, List<String> positions, Long timeoutMs, Integer minimumQuality,
        Map<String, String> hints, String serial) {

    private static final long DEFAULT_TIMEOUT_MS = 30_000;

    CaptureRequest toRequest() {
        return new CaptureRequest(toModality(),
                EnrollmentBody.required(positions, "positions").stream().map(CaptureBody::toPosition).toList(),
                Duration.ofMillis(timeoutMs == null ? DEFAULT_TIMEOUT_MS : timeoutMs),
                minimumQuality == null ? 0 : minimumQuality, hints == null ? Map.of() : hints);
    }

    private Modality toModality() {
        String name = EnrollmentBody.required(modality, "modality").toUpperCase(Locale.ROOT);
        return Arrays.stream(Modality.values()).filter(known -> known.name().equals(name)).findFirst()
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "modality",
                        "One of " + Arrays.toString(Modality.values())));
    }

    private static Position toPosition(String label) {
        return Position.ofLabel(EnrollmentBody.required(label, "positions"))
                .orElseThrow(() -> new IdentityException(GeneralError.INVALID_VALUE, "positions",
                        "No such position: write one like right-index, face or left-iris"));
    }

    /** An OSGi filter for the device. */
    String filter() {
        String kind = "(device.modality=" + toModality() + ")";
        return serial == null ? kind : "(&" + kind + "(device.serial=" + escaped(serial) + "))";
    }

    /** A serial number is the caller's: it must not add to the filter. */
    private static String escaped(String value) {
        return value.replaceAll("([\\\\*()])", "\\\\$1");
    }
}
