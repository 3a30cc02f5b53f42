package com.example.vendor;

import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.QualityScore;
import id.api.matching.BiometricMatcher;
import id.plugins.abis.sourceafis.SourceAfisMatcher;
import java.util.Map;

/** SourceAFIS in a vendor's jar, with all that it needs; the name of the quality measure ends with the version. */
public final class VendorMatcher implements BiometricMatcher {
    private final Life life;
    private final SourceAfisMatcher matcher;

    public VendorMatcher(Map<String, Object> properties, SourceAfisMatcher.Config config) {
        life = new Life(properties);
        matcher = new SourceAfisMatcher(config);
    }

    void start() {
        life.begin();
    }

    void stop() {
        life.end();
    }

    @Override
    public QualityScore assess(BiometricSample sample) {
        try (Life.Call call = life.enter()) {
            QualityScore score = matcher.assess(sample);
            return new QualityScore(score.value(), score.algorithm() + "-" + life);
        }
    }

    @Override
    public BiometricTemplate extract(BiometricSample sample) {
        try (Life.Call call = life.enter()) {
            return matcher.extract(sample);
        }
    }

    @Override
    public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
        try (Life.Call call = life.enter()) {
            return matcher.compare(probe, reference);
        }
    }

    @Override
    public String toString() {
        return life.version();
    }
}
