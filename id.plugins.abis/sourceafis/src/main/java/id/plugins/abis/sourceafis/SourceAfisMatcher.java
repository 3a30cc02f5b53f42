package id.plugins.abis.sourceafis;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.Modality;
import id.api.biometric.QualityScore;
import id.api.error.IdentityException;
import id.api.matching.BiometricMatcher;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** 1:1 comparison of fingers. */
@Component(configurationPid = "id.plugins.abis.sourceafis.matcher", property = { BiometricMatcher.MODALITY + "=FINGER",
        BiometricMatcher.FORMATS + "=PNG", BiometricMatcher.FORMATS + "=TIFF", BiometricMatcher.FORMATS + "=JPEG",
        BiometricMatcher.FORMATS + "=BMP", BiometricMatcher.FORMATS + "=WSQ", BiometricMatcher.FORMATS + "=JPEG2000",
        BiometricMatcher.FORMATS + "=ISO19794_2_2005", BiometricMatcher.FORMATS + "=ISO19794_2_2011",
        BiometricMatcher.FORMATS + "=ISO19794_4_2005", BiometricMatcher.FORMATS + "=ISO19794_4_2011" })
@Designate(ocd = SourceAfisMatcher.Config.class)
public final class SourceAfisMatcher implements BiometricMatcher {
    private static final String MINUTIAE_COUNT = "idem-minutiae-count";
    /** A plain impression with forty minutiae is as good as this measure tells. */
    private static final double GOOD_MINUTIAE = 40;

    /** Settings. */
    @ObjectClassDefinition(name = "SourceAFIS matcher")
    public @interface Config {
        @AttributeDefinition(description = "Largest picture that is unpacked, in pixels; 4,096 to 100,000,000")
        long maxPixels() default 4_000_000;

        @AttributeDefinition(description = "Fewest minutiae that a finger must show; 1 to 100")
        int minimumMinutiae() default 8;
    }

    private final FingerImageDecoder decoder;
    private final MinutiaeTemplates templates;

    @Activate
    public SourceAfisMatcher(Config config) {
        if (config.maxPixels() < 4_096 || config.maxPixels() > 100_000_000) {
            throw new IllegalArgumentException("maxPixels must be 4,096 to 100,000,000 and is " + config.maxPixels());
        }
        if (config.minimumMinutiae() < 1 || config.minimumMinutiae() > 100) {
            throw new IllegalArgumentException("minimumMinutiae must be 1 to 100 and is " + config.minimumMinutiae());
        }
        this.decoder = new FingerImageDecoder(new ImageLimits(config.maxPixels()));
        this.templates = new MinutiaeTemplates(config.minimumMinutiae());
    }

    @Override
    public QualityScore assess(BiometricSample sample) {
        requireFinger(sample);
        if (sample.format().isMinutiae()) {
            int count = templates.countOfRecord(sample.data().toArray());
            return new QualityScore((int) Math.min(100, Math.round(100 * count / GOOD_MINUTIAE)), MINUTIAE_COUNT);
        }
        return Foreground.score(decoder.decode(sample));
    }

    @Override
    public BiometricTemplate extract(BiometricSample sample) {
        requireFinger(sample);
        return sample.format().isMinutiae() ? templates.ofRecord(sample.data().toArray())
                : templates.ofImage(decoder.decode(sample));
    }

    @Override
    public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
        return FusedScore.of(new IndexedFinger(templates.open(probe)).match(templates.openAndRemember(reference)),
                1, 1);
    }

    private static void requireFinger(BiometricSample sample) {
        if (sample.modality() != Modality.FINGER) {
            throw new IdentityException(BiometricError.SAMPLE_FORMAT_UNSUPPORTED, "modality",
                    "This matcher reads fingers only");
        }
    }
}
