package id.api.device;

import java.util.List;

/**
 * Every requested position was captured.
 *
 * @param samples
 *            one for each requested position, in the order of the request
 */
public record Captured(List<CapturedSample> samples) implements CaptureOutcome {
    public Captured {
        samples = List.copyOf(samples);
    }
}
