package id.api.device;

import id.api.biometric.BiometricSample;
import id.api.biometric.QualityScore;
import java.util.Objects;

/**
 * One sample, as the device judges it.
 *
 * @param sample
 *            the sample
 * @param quality
 *            its quality
 * @param presentationAttack
 *            what the device's presentation attack detection (ISO/IEC 30107) says
 */
public record CapturedSample(BiometricSample sample, QualityScore quality,
        PresentationAttackResult presentationAttack) {
    public CapturedSample {
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(quality, "quality");
        Objects.requireNonNull(presentationAttack, "presentationAttack");
    }
}
