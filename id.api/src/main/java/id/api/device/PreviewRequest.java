package id.api.device;

import id.api.biometric.Position;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.List;
import java.util.Map;

/**
 * What to show.
 *
 * @param positions
 *            which positions
 * @param framesPerSecond
 *            1 to 30
 * @param hints
 *            as in {@link CaptureRequest}
 */
public record PreviewRequest(List<Position> positions, int framesPerSecond, Map<String, String> hints) {
    public PreviewRequest {
        positions = List.copyOf(positions);
        hints = Map.copyOf(hints);
        if (framesPerSecond < 1 || framesPerSecond > 30) {
            throw new IdentityException(GeneralError.INVALID_VALUE, "framesPerSecond", "1 to 30 frames a second");
        }
    }
}
