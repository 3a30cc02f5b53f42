package id.plugins.devices.simulator;

import static org.junit.Assert.assertTrue;

import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintImage;
import com.machinezoo.sourceafis.FingerprintImageOptions;
import com.machinezoo.sourceafis.FingerprintMatcher;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Measures with a matcher that knows nothing of the simulator whether its fingers behave like fingers. Every pair of
 * captures of one finger is a genuine one; the impostor pairs are the first capture of each finger against the second of
 * every other.
 */
public class SimulatorAccuracyTest {
    private static final int FINGERS = 200;
    private static final int CAPTURES = 4;
    /** What SourceAFIS recommends. */
    private static final double THRESHOLD = 40;

    private static final FingerprintTemplate[][] IMAGES = new FingerprintTemplate[FINGERS][CAPTURES];
    private static final FingerprintTemplate[][] RECORDS = new FingerprintTemplate[FINGERS][CAPTURES];

    private record Rates(double genuineMatched, double impostorMatched) {}

    @BeforeClass
    public static void capture() {
        IntStream.range(0, FINGERS).parallel().forEach(f -> {
            // Two fingers of each person, so that fingers of one person are impostors of each other as well.
            MasterFinger finger = MasterFinger.of(7_000 + f / 2, f % 2 == 0 ? 2 : 7);
            FingerprintPainter painter = new FingerprintPainter(finger);
            for (int c = 0; c < CAPTURES; c++) {
                IMAGES[f][c] = new FingerprintTemplate(new FingerprintImage(Impression.WIDTH, Impression.HEIGHT,
                        painter.paint(c), new FingerprintImageOptions().dpi(500)));
                RECORDS[f][c] = FingerprintCompatibility.importTemplates(MinutiaeRecord.of(finger, c)).get(0);
            }
        });
    }

    @Test
    public void drawnFingersMatchThemselvesAndNobodyElse() {
        Rates rates = measure("image against image", IMAGES, IMAGES);
        assertTrue(rates.toString(), rates.genuineMatched >= 0.95 && rates.impostorMatched <= 0.001);
    }

    @Test
    public void recordsMatchThemselvesAndNobodyElse() {
        Rates rates = measure("record against record", RECORDS, RECORDS);
        assertTrue(rates.toString(), rates.genuineMatched >= 0.95 && rates.impostorMatched <= 0.001);
    }

    @Test
    public void recordsMatchTheImagesOfTheSameFinger() {
        Rates rates = measure("record against image", RECORDS, IMAGES);
        assertTrue(rates.toString(), rates.genuineMatched >= 0.90 && rates.impostorMatched <= 0.001);
    }

    private static Rates measure(String what, FingerprintTemplate[][] probes, FingerprintTemplate[][] references) {
        double[] genuine = IntStream.range(0, FINGERS).parallel().boxed()
                .flatMapToDouble(f -> Arrays.stream(genuine(probes[f], references[f], probes != references))).toArray();
        double[] impostor = IntStream.range(0, FINGERS).parallel().boxed()
                .flatMapToDouble(f -> Arrays.stream(impostor(f, probes, references))).toArray();
        Arrays.sort(genuine);
        Arrays.sort(impostor);
        Rates rates = new Rates(share(genuine), share(impostor));
        System.out.printf(
                "%s: %d genuine pairs, %.2f %% at %.0f or more (worst in a hundred %.0f, median %.0f);"
                        + " %d impostor pairs, %.4f %% (worst %.0f)%n",
                what, genuine.length, 100 * rates.genuineMatched, THRESHOLD, genuine[genuine.length / 100],
                genuine[genuine.length / 2], impostor.length, 100 * rates.impostorMatched,
                impostor[impostor.length - 1]);
        return rates;
    }

    private static double[] genuine(FingerprintTemplate[] probes, FingerprintTemplate[] references, boolean ordered) {
        double[] scores = new double[CAPTURES * (CAPTURES - 1) / (ordered ? 1 : 2)];
        int count = 0;
        for (int p = 0; p < CAPTURES; p++) {
            FingerprintMatcher matcher = new FingerprintMatcher(probes[p]);
            for (int r = ordered ? 0 : p + 1; r < CAPTURES; r++) {
                if (r != p) {
                    scores[count++] = matcher.match(references[r]);
                }
            }
        }
        return scores;
    }

    private static double[] impostor(int finger, FingerprintTemplate[][] probes, FingerprintTemplate[][] references) {
        FingerprintMatcher matcher = new FingerprintMatcher(probes[finger][0]);
        return IntStream.range(0, FINGERS).filter(other -> other != finger)
                .mapToDouble(other -> matcher.match(references[other][1])).toArray();
    }

    private static double share(double[] scores) {
        return (double) Arrays.stream(scores).filter(score -> score >= THRESHOLD).count() / scores.length;
    }
}
