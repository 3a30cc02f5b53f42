package com.example.rogue;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.QualityScore;
import id.api.matching.BiometricMatcher;
import id.api.value.Bytes;

/** Matchers whose values make no sense. */
public final class RogueMatchers {
    private RogueMatchers() {}

    /** Behaves, as far as its sub-classes let it. */
    public static class Sound implements BiometricMatcher {
        @Override
        public QualityScore assess(BiometricSample sample) {
            return new QualityScore(80, "rogue");
        }

        @Override
        public BiometricTemplate extract(BiometricSample sample) {
            return new BiometricTemplate("ROGUE-1", Bytes.utf8("template"));
        }

        @Override
        public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
            return new ComparisonScore(0, new FalseMatchRate(1));
        }
    }

    public static class QualityBeyondTheScale extends Sound {
        @Override
        public QualityScore assess(BiometricSample sample) {
            return new QualityScore(200, "rogue");
        }
    }

    public static class NoNumber extends Sound {
        @Override
        public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
            return new ComparisonScore(1, new FalseMatchRate(Double.NaN));
        }
    }

    public static class NegativeRate extends Sound {
        @Override
        public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
            return new ComparisonScore(1, new FalseMatchRate(-1));
        }
    }

    public static class HugeTemplate extends Sound {
        @Override
        public BiometricTemplate extract(BiometricSample sample) {
            return new BiometricTemplate("ROGUE-1", Bytes.of(new byte[100 << 20]));
        }
    }

    public static class EmptyTemplate extends Sound {
        @Override
        public BiometricTemplate extract(BiometricSample sample) {
            return new BiometricTemplate("ROGUE-1", Bytes.utf8(""));
        }
    }

    public static class ForeignFormat extends Sound {}

    public static class WritesIntoTheSample extends Sound {
        @Override
        public BiometricTemplate extract(BiometricSample sample) {
            sample.data().buffer().put(0, (byte) 0);
            return super.extract(sample);
        }
    }

    public static class HugeAlgorithm extends Sound {
        @Override
        public QualityScore assess(BiometricSample sample) {
            return new QualityScore(80, "x".repeat(10_000_000));
        }
    }
}
