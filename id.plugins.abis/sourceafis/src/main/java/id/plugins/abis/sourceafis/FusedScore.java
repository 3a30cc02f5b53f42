package id.plugins.abis.sourceafis;

import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;

/**
 * From SourceAFIS scores to false match rates. SourceAFIS documents score 10, 20, 30, 40 as false match rates of 10 %,
 * 1 %, 0.1 %, 0.01 %: an exponential tail with rate ln(10)/10. The sum of the scores of k fingers of two different
 * people then has the tail of an Erlang distribution of shape k, under the assumption that their scores do not depend
 * on each other.
 */
final class FusedScore {
    private static final double RATE = Math.log(10) / 10;
    /** Below it a double cannot tell rates apart, and no engine can estimate them. */
    private static final double SMALLEST = 1e-300;

    private FusedScore() {}

    /**
     * @param sum
     *            sum of the scores
     * @param fingers
     *            number of scores in the sum, at least 1
     * @param tries
     *            how many comparisons the best one was taken from; 1 when nothing was chosen
     */
    static ComparisonScore of(double sum, int fingers, int tries) {
        return new ComparisonScore(sum, new FalseMatchRate(Math.clamp(tail(sum, fingers) * tries, SMALLEST, 1)));
    }

    /** The smallest sum whose false match rate is within a ceiling. */
    static double threshold(FalseMatchRate ceiling, int fingers) {
        double low = 0;
        double high = 1;
        while (tail(high, fingers) > ceiling.value()) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (tail(middle, fingers) > ceiling.value()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double tail(double sum, int fingers) {
        double x = RATE * Math.max(0, sum);
        double term = 1;
        double series = 1;
        for (int i = 1; i < fingers; i++) {
            term *= x / i;
            series += term;
        }
        return Math.exp(-x) * series;
    }
}
