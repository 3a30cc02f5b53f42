package id.api.matching;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.QualityScore;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Quality, extraction and 1:1 comparison for one modality. Stateless; called from many threads at once; uses the
 * caller's thread.
 */
@ConsumerType
public interface BiometricMatcher {
    /** Service property, {@code String}: name of the {@link id.api.biometric.Modality}. Required. */
    String MODALITY = "modality";
    /** Service property, {@code String[]}: names of the {@link id.api.biometric.SampleFormat}s it reads. Required. */
    String FORMATS = "formats";

    /**
     * Reads the whole sample and judges it. Takes some milliseconds for an image.
     *
     * @throws id.api.error.IdentityException
     *             a {@link id.api.biometric.BiometricError} of category CALLER when the sample cannot be read
     */
    QualityScore assess(BiometricSample sample);

    /**
     * The template of a sample; the caller owns it. Takes tens of milliseconds for an image.
     *
     * @throws id.api.error.IdentityException
     *             as {@link #assess}; also SAMPLE_WITHOUT_FEATURES
     */
    BiometricTemplate extract(BiometricSample sample);

    /**
     * How alike two templates are. Takes a millisecond or less.
     *
     * @throws id.api.error.IdentityException
     *             TEMPLATE_UNREADABLE when one is of a format that it does not know
     */
    ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference);
}
