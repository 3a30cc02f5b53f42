package id.api.biometric;

import id.api.error.IdentityException;
import id.api.value.Bytes;
import java.util.Objects;

/**
 * What a device captured of one position: not yet analysed.
 *
 * @param modality
 *            what part of the body
 * @param position
 *            where; of that modality
 * @param format
 *            the form of {@code data}
 * @param data
 *            the sample itself, 1 byte to 20 MiB
 */
public record BiometricSample(Modality modality, Position position, SampleFormat format, Bytes data) {

    /** Largest sample, in bytes. */
    public static final int MAX_BYTES = 20 * 1024 * 1024;

    public BiometricSample {
        Objects.requireNonNull(format, "format");
        if (position.modality() != modality) {
            throw new IdentityException(BiometricError.POSITION_MISMATCH, "position",
                    position.label() + " is no position of " + modality);
        }
        if (data.size() == 0) {
            throw new IdentityException(BiometricError.SAMPLE_EMPTY, "data",
                    "The sample holds no bytes: capture it again");
        }
        if (data.size() > MAX_BYTES) {
            throw new IdentityException(BiometricError.SAMPLE_TOO_LARGE, "data",
                    "The sample is larger than " + MAX_BYTES + " bytes");
        }
    }

    @Override
    public String toString() {
        return "BiometricSample[" + position.label() + ", " + format + ", ***]";
    }
}
