package id.api.device;

import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to capture.
 *
 * @param modality
 *            what part of the body
 * @param positions
 *            which positions, 1 to 12, each once, all of the modality
 * @param timeout
 *            how long the person has, 1 ms to 5 minutes
 * @param minimumQuality
 *            0 to 100; samples below it are a failure to acquire
 * @param hints
 *            settings that only a certain device understands (its README names them); others ignore them
 */
public record CaptureRequest(Modality modality, List<Position> positions, Duration timeout, int minimumQuality,
        Map<String, String> hints) {
    public CaptureRequest {
        positions = List.copyOf(positions);
        hints = Map.copyOf(hints);
        if (positions.isEmpty() || positions.size() > 12 || positions.stream().distinct().count() != positions.size()
                || positions.stream().anyMatch(p -> p.modality() != modality)) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "positions",
                    "Ask for 1 to 12 positions of " + modality + ", each once");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "timeout", "The time limit is 1 ms to 5 minutes");
        }
        if (minimumQuality < 0 || minimumQuality > 100) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "minimumQuality",
                    "The minimum quality is 0 to 100");
        }
    }
}
