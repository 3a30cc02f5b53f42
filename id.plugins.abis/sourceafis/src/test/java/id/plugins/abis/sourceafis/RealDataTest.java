package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Position;
import id.api.biometric.SampleFormat;
import id.api.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * On real captures, where a folder of them lies beside the checkout ({@code ../shared/data}): accuracy on the images of
 * FVC2002 DB1_B (10 fingers, 8 impressions each), and the readability of ISO finger image records of three codecs.
 */
public class RealDataTest {
    private static final Path DATA = Path.of("").toAbsolutePath().resolve("../../../shared/data").normalize();
    private static final int FINGERS = 10;
    private static final int IMPRESSIONS = 8;

    private final SourceAfisMatcher matcher = new SourceAfisMatcher(SourceAfisMatcherTest.config(4_000_000, 1));

    @Test
    public void accuracyOnFvc2002Db1() throws IOException {
        Path folder = DATA.resolve("fvc2002/DB1_B");
        assumeTrue("no folder " + folder + ": accuracy on real images is not measured", Files.isDirectory(folder));
        BiometricTemplate[][] templates = new BiometricTemplate[FINGERS][IMPRESSIONS];
        for (int f = 0; f < FINGERS; f++) {
            for (int i = 0; i < IMPRESSIONS; i++) {
                byte[] image = Files.readAllBytes(folder.resolve((101 + f) + "_" + (1 + i) + ".tif"));
                templates[f][i] = matcher.extract(Records.sample(Position.RIGHT_INDEX, SampleFormat.TIFF, image));
            }
        }
        List<Double> genuine = new ArrayList<>();
        List<Double> impostor = new ArrayList<>();
        for (int a = 0; a < FINGERS * IMPRESSIONS; a++) {
            for (int b = a + 1; b < FINGERS * IMPRESSIONS; b++) {
                boolean same = a / IMPRESSIONS == b / IMPRESSIONS;
                double score = matcher.compare(templates[a / IMPRESSIONS][a % IMPRESSIONS],
                        templates[b / IMPRESSIONS][b % IMPRESSIONS]).raw();
                (same ? genuine : impostor).add(score);
            }
        }
        double eer = equalErrorRate(genuine, impostor);
        double fnmr = falseNonMatchRate(genuine, impostor, 1e-3);
        System.out.printf(
                "FVC2002 DB1_B images: %d genuine, %d impostor pairs, EER %.2f %%, FNMR at FMR 0.1 %% %.2f %%%n",
                genuine.size(), impostor.size(), 100 * eer, 100 * fnmr);
        assertEquals(280, genuine.size());
        assertTrue("EER " + eer, eer < 0.06);
        assertTrue("FNMR at FMR 0.1 % " + fnmr, fnmr < 0.12);
    }

    @Test
    public void readsIsoRecordsWithJpeg2000AndWsqInside() throws IOException {
        Path folder = DATA.resolve("iso-bir");
        assumeTrue("no folder " + folder + ": real ISO records are not read", Files.isDirectory(folder));
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> fingers = files.filter(f -> f.getFileName().toString()
                    .matches("(Left|Right)_(Thumb|Index|Middle|Ring|Little)(_wsq)?\\.iso")).toList();
            assertTrue(fingers.size() >= 25);
            for (Path file : fingers) {
                Bytes data = Bytes.of(Files.readAllBytes(file));
                SampleFormat format = SampleFormat.detect(data).orElseThrow();
                String label = file.getFileName().toString().replaceAll("(_wsq)?\\.iso", "").replace('_', '-');
                Position position = Position.ofLabel(label).orElseThrow();
                BiometricTemplate template = matcher.extract(Records.sample(position, format, data.toArray()));
                assertTrue(file.toString(), matcher.compare(template, template).raw() > 40);
            }
        }
    }

    private static double equalErrorRate(List<Double> genuine, List<Double> impostor) {
        double best = 1;
        for (double threshold : impostor) {
            double fmr = impostor.stream().filter(s -> s >= threshold).count() / (double) impostor.size();
            double fnmr = genuine.stream().filter(s -> s < threshold).count() / (double) genuine.size();
            best = Math.min(best, Math.max(fmr, fnmr));
        }
        return best;
    }

    private static double falseNonMatchRate(List<Double> genuine, List<Double> impostor, double rate) {
        List<Double> sorted = impostor.stream().sorted().toList();
        double threshold = sorted.get((int) Math.ceil(sorted.size() * (1 - rate)) - 1);
        return genuine.stream().filter(s -> s <= threshold).count() / (double) genuine.size();
    }
}
