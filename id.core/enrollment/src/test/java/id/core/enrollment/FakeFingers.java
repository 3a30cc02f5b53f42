package id.core.enrollment;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.biometric.QualityScore;
import id.api.biometric.SampleFormat;
import id.api.error.IdentityException;
import id.api.matching.BiometricMatcher;
import id.api.value.Bytes;

/**
 * Fingers whose pattern is a word. The same word is the same person; words that share all but their last letter look
 * alike. {@code poor...} has a low quality, {@code broken...} cannot be read.
 */
final class FakeFingers implements BiometricMatcher {
    private static final String HEADER = "FMR\0 20\0";
    volatile RuntimeException fault;
    volatile boolean hangs;
    volatile int extractions;

    static BiometricSample sample(Position position, String pattern) {
        return new BiometricSample(Modality.FINGER, position, SampleFormat.ISO19794_2_2005, Bytes.utf8(HEADER + pattern));
    }

    static FalseMatchRate rate(BiometricTemplate one, BiometricTemplate other) {
        String first = one.data().asUtf8();
        String second = other.data().asUtf8();
        if (first.equals(second)) {
            return new FalseMatchRate(1e-12);
        }
        boolean alike = first.length() == second.length() && first.regionMatches(0, second, 0, first.length() - 1);
        return new FalseMatchRate(alike ? 1e-7 : 0.5);
    }

    @Override
    public QualityScore assess(BiometricSample sample) {
        failIfAsked();
        String pattern = pattern(sample);
        if (pattern.startsWith("broken")) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data", "cut short");
        }
        return new QualityScore(pattern.startsWith("poor") ? 3 : 80, "words");
    }

    @Override
    public BiometricTemplate extract(BiometricSample sample) {
        failIfAsked();
        extractions++;
        return new BiometricTemplate("WORD", Bytes.utf8(pattern(sample)));
    }

    @Override
    public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
        return new ComparisonScore(1, rate(probe, reference));
    }

    private void failIfAsked() {
        if (hangs) {
            FakeEngine.hang();
        }
        if (fault != null) {
            throw fault;
        }
    }

    private static String pattern(BiometricSample sample) {
        return sample.data().asUtf8().substring(HEADER.length());
    }
}
