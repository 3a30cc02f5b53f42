package id.plugins.devices.simulator;

import id.api.biometric.SampleFormat;
import id.api.device.FailureToAcquire;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who stands before a simulated device and what happens, as the hints of a request tell.
 *
 * @param subject
 *            the simulated person
 * @param impression
 *            which capture of that person, 0 or more; empty for the device's next one
 * @param format
 *            the form of the sample
 * @param failure
 *            the failure to play, where one is wanted
 */
record SimulatorHints(long subject, OptionalInt impression, SampleFormat format,
        Optional<FailureToAcquire.Reason> failure) {
    /** A whole number of 64 bits: the person. */
    static final String SUBJECT = "simulator.subject";
    /** A whole number, 0 to 2147483647: which capture of the person. */
    static final String IMPRESSION = "simulator.impression";
    /** {@code PNG} or {@code ISO19794_2_2005}. */
    static final String FORMAT = "simulator.format";
    /** The name of a {@link FailureToAcquire.Reason}: the capture fails so. */
    static final String FAILURE = "simulator.failure";

    static SimulatorHints of(Map<String, String> hints, long defaultSubject) {
        String subject = hints.get(SUBJECT);
        String impression = hints.get(IMPRESSION);
        String failure = hints.get(FAILURE);
        return new SimulatorHints(subject == null ? defaultSubject : number(SUBJECT, subject, Long.MIN_VALUE, Long.MAX_VALUE),
                impression == null ? OptionalInt.empty()
                        : OptionalInt.of((int) number(IMPRESSION, impression, 0, Integer.MAX_VALUE)),
                format(hints.getOrDefault(FORMAT, "PNG")),
                failure == null ? Optional.empty() : Optional.of(reason(failure)));
    }

    private static long number(String key, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, "a whole number from " + least + " to " + most, e);
        }
        throw wrong(key, "a whole number from " + least + " to " + most, null);
    }

    private static SampleFormat format(String name) {
        return switch (name) {
            case "PNG" -> SampleFormat.PNG;
            case "ISO19794_2_2005", "ISO19794_2" -> SampleFormat.ISO19794_2_2005;
            default -> throw wrong(FORMAT, "PNG or ISO19794_2_2005", null);
        };
    }

    private static FailureToAcquire.Reason reason(String name) {
        return Arrays.stream(FailureToAcquire.Reason.values()).filter(reason -> reason.name().equals(name)).findFirst()
                .orElseThrow(() -> wrong(FAILURE, "one of " + Arrays.toString(FailureToAcquire.Reason.values()), null));
    }

    private static IdentityException wrong(String key, String mend, Throwable cause) {
        return new IdentityException(GeneralError.INVALID_VALUE, "hints." + key, "The hint " + key + " must be " + mend,
                cause);
    }

    @Override
    public String toString() {
        return "SimulatorHints[***]";
    }
}
