package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.biometric.FalseMatchRate;
import org.junit.Test;

public class FusedScoreTest {
    @Test
    public void oneFingerFollowsTheScaleThatSourceAfisDocuments() {
        assertEquals(1e-4, FusedScore.of(40, 1, 1).falseMatchRate().value(), 1e-12);
        assertEquals(1e-1, FusedScore.of(10, 1, 1).falseMatchRate().value(), 1e-9);
        assertEquals(1, FusedScore.of(0, 1, 1).falseMatchRate().value(), 0);
    }

    @Test
    public void theSameSumOverMoreFingersIsLessSure() {
        double one = FusedScore.of(60, 1, 1).falseMatchRate().value();
        double two = FusedScore.of(60, 2, 1).falseMatchRate().value();
        assertTrue(two > one);
        assertEquals(1e-6 * (1 + 6 * Math.log(10)), two, 1e-12);
    }

    @Test
    public void thresholdIsTheSumAtWhichTheCeilingIsReached() {
        for (int fingers = 1; fingers <= 10; fingers++) {
            double sum = FusedScore.threshold(new FalseMatchRate(1e-6), fingers);
            assertEquals(1e-6, FusedScore.of(sum, fingers, 1).falseMatchRate().value(), 1e-12);
        }
    }

    @Test
    public void ratesStayWithinTheirRangeHoweverHighTheScore() {
        assertTrue(FusedScore.of(100_000, 3, 1).falseMatchRate().value() > 0);
        assertEquals(1, FusedScore.of(1, 1, 10_000).falseMatchRate().value(), 0);
    }
}
