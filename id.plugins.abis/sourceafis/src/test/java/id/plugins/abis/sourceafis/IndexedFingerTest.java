package id.plugins.abis.sourceafis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintMatcher;
import com.machinezoo.sourceafis.FingerprintTemplate;
import com.machinezoo.sourceafis.engine.features.EdgeShape;
import com.machinezoo.sourceafis.engine.features.FeatureMinutia;
import com.machinezoo.sourceafis.engine.features.IndexedEdge;
import com.machinezoo.sourceafis.engine.features.MinutiaType;
import com.machinezoo.sourceafis.engine.features.SearchMinutia;
import com.machinezoo.sourceafis.engine.matcher.EdgeHashes;
import com.machinezoo.sourceafis.engine.primitives.FloatAngle;
import com.machinezoo.sourceafis.engine.primitives.IntPoint;
import com.machinezoo.sourceafis.engine.templates.FeatureTemplate;
import com.machinezoo.sourceafis.engine.templates.SearchTemplate;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Held against the library's own index and scores. */
public class IndexedFingerTest {
    private static final int FINGERS = 40;

    private static List<FingerprintTemplate> captures() {
        List<FingerprintTemplate> captures = new ArrayList<>();
        for (int finger = 0; finger < FINGERS; finger++) {
            for (int impression = 0; impression < 2; impression++) {
                captures.add(FingerprintCompatibility
                        .importTemplates(Records.minutiae(finger, impression)).getFirst());
            }
        }
        return captures;
    }

    @Test
    public void scoresAreTheLibrarysOwnToTheLastBit() {
        List<FingerprintTemplate> captures = captures();
        int matches = 0;
        for (FingerprintTemplate probe : captures) {
            FingerprintMatcher theirs = new FingerprintMatcher(probe);
            IndexedFinger ours = new IndexedFinger(probe);
            for (FingerprintTemplate other : captures) {
                double expected = theirs.match(other);
                assertEquals(expected, ours.match(other), 0);
                matches += expected > 40 ? 1 : 0;
            }
        }
        assertTrue("both kinds of pairs occur: " + matches, matches >= 2 * FINGERS && matches < 8 * FINGERS);
    }

    @Test
    public void edgesAreThoseOfTheLibraryInItsOrder() {
        for (FingerprintTemplate capture : captures().subList(0, 10)) {
            holdsWhatTheLibraryHolds(IndexedFinger.searchForm(capture));
        }
    }

    /** Crowded ones too: minutiae in one spot, next to each other, and as far apart as a picture allows. */
    @Test
    public void edgesOfAnyMinutiaeAreThoseOfTheLibrary() {
        Random random = new Random(1);
        for (int finger = 0; finger < 200; finger++) {
            int size = finger % 4 == 0 ? 4 : finger % 4 == 1 ? 40 : 4_000;
            FeatureTemplate features = new FeatureTemplate(new IntPoint(size, size), new ArrayList<>());
            for (int minutia = random.nextInt(40); minutia > 0; minutia--) {
                features.minutiae.add(new FeatureMinutia(new IntPoint(random.nextInt(size), random.nextInt(size)),
                        random.nextFloat() * FloatAngle.PI2, MinutiaType.ENDING));
            }
            holdsWhatTheLibraryHolds(new SearchTemplate(features));
        }
    }

    private static void holdsWhatTheLibraryHolds(SearchTemplate form) {
        Int2ObjectMap<List<IndexedEdge>> theirs = EdgeHashes.build(form);
        // Lengths below zero, which no edge has, are never looked up.
        theirs.keySet().removeIf((int shape) -> (shape & 0xFFFF) == 0xFFFF);
        EdgeIndex ours = new EdgeIndex(form.minutiae);
        assertEquals(theirs.keySet(), ours.keySet());
        assertEquals(theirs.size(), ours.size());
        theirs.forEach((shape, edges) -> assertEquals(named(edges), named(ours.get(shape.intValue()))));
        assertNull(ours.get(EdgeHashes.hash(new EdgeShape(Short.MAX_VALUE, 0, 0))));
    }

    @Test
    public void anEmptyFingerHasNoEdges() {
        EdgeIndex none = new EdgeIndex(new SearchMinutia[0]);
        assertEquals(0, none.size());
        assertNull(none.get(0));
        assertEquals(0, new IndexedFinger(FingerprintTemplate.empty()).match(captures().getFirst()), 0);
    }

    private static List<String> named(List<IndexedEdge> edges) {
        return edges.stream().map(edge -> edge.reference() + "-" + edge.neighbor()).toList();
    }
}
