package id.plugins.abis.sourceafis;

import com.machinezoo.sourceafis.engine.configuration.Parameters;
import com.machinezoo.sourceafis.engine.features.EdgeShape;
import com.machinezoo.sourceafis.engine.features.IndexedEdge;
import com.machinezoo.sourceafis.engine.features.SearchMinutia;
import com.machinezoo.sourceafis.engine.primitives.FloatAngle;
import it.unimi.dsi.fastutil.ints.AbstractInt2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import it.unimi.dsi.fastutil.objects.ObjectSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The edges between the minutiae of a finger by their coarse shape, as SourceAFIS looks them up. The library's own
 * index ({@code EdgeHashes.build}) holds the same edges in the same order, in a hash table of thousands of small lists;
 * here all lists lie in one array, and a shape is a place in another. Immutable; safe for concurrent use.
 */
final class EdgeIndex extends AbstractInt2ObjectMap<List<IndexedEdge>> {
    private static final float ANGLE = Parameters.MAX_ANGLE_ERROR;
    private static final int LENGTH = Parameters.MAX_DISTANCE_ERROR;
    private static final int ANGLES = (int) Math.ceil(FloatAngle.PI2 / (double) ANGLE);
    /** Shapes that an edge is listed under: three lengths, three or four angles on either end. */
    private static final int MOST_SHAPES = 3 * 4 * 4;
    private static final int USUAL_SHAPES = 3 * 3 * 3;

    /** The edges of the shape in place {@code i} are those from {@code starts[i]} to {@code starts[i + 1]}. */
    private final int[] starts;
    private final IndexedEdge[] edges;

    EdgeIndex(SearchMinutia[] minutiae) {
        int pairs = minutiae.length * Math.max(0, minutiae.length - 1);
        IndexedEdge[] all = new IndexedEdge[pairs];
        int[] ends = new int[pairs];
        int[] places = new int[pairs * USUAL_SHAPES + MOST_SHAPES];
        int longest = 0;
        int entries = 0;
        int edge = 0;
        for (int reference = 0; reference < minutiae.length; reference++) {
            for (int neighbor = 0; neighbor < minutiae.length; neighbor++) {
                if (reference != neighbor) {
                    all[edge] = new IndexedEdge(minutiae, reference, neighbor);
                    longest = Math.max(longest, all[edge].length);
                    if (entries + MOST_SHAPES > places.length) {
                        places = Arrays.copyOf(places, places.length + places.length / 2);
                    }
                    entries = list(all[edge], places, entries);
                    ends[edge++] = entries;
                }
            }
        }
        this.starts = new int[((longest + LENGTH) / LENGTH + 1) * ANGLES * ANGLES + 1];
        this.edges = sorted(all, ends, places, entries);
    }

    /** Writes the places of the shapes that an edge is listed under; returns the next free one. */
    private static int list(EdgeShape edge, int[] places, int next) {
        int free = next;
        int longest = (edge.length + LENGTH) / LENGTH;
        int firstReference = (int) (FloatAngle.difference(edge.referenceAngle, ANGLE) / ANGLE);
        int endReference = ((int) (FloatAngle.add(edge.referenceAngle, ANGLE) / ANGLE) + 1) % ANGLES;
        int firstNeighbor = (int) (FloatAngle.difference(edge.neighborAngle, ANGLE) / ANGLE);
        int endNeighbor = ((int) (FloatAngle.add(edge.neighborAngle, ANGLE) / ANGLE) + 1) % ANGLES;
        // Minutiae in one spot have no length; the library lists them under -1 as well, where nobody looks.
        for (int length = Math.max(0, (edge.length - LENGTH) / LENGTH); length <= longest; length++) {
            for (int reference = firstReference; reference != endReference; reference = next(reference)) {
                for (int neighbor = firstNeighbor; neighbor != endNeighbor; neighbor = next(neighbor)) {
                    places[free++] = place(length, reference, neighbor);
                }
            }
        }
        return free;
    }

    private static int next(int angle) {
        return angle + 1 == ANGLES ? 0 : angle + 1;
    }

    private static int place(int length, int reference, int neighbor) {
        return (length * ANGLES + reference) * ANGLES + neighbor;
    }

    /** Lays the edges out by place, and within a place as they came; fills {@link #starts}. */
    private IndexedEdge[] sorted(IndexedEdge[] all, int[] ends, int[] places, int entries) {
        for (int entry = 0; entry < entries; entry++) {
            starts[places[entry]]++;
        }
        int end = 0;
        for (int place = 0; place < starts.length; place++) {
            end += starts[place];
            starts[place] = end;
        }
        IndexedEdge[] sorted = new IndexedEdge[entries];
        // From the back, so that each end moves down to its start.
        for (int edge = all.length - 1, entry = entries - 1; edge >= 0; edge--) {
            for (int first = edge == 0 ? 0 : ends[edge - 1]; entry >= first; entry--) {
                sorted[--starts[places[entry]]] = all[edge];
            }
        }
        return sorted;
    }

    /** Null for a shape that no edge has. The shape is coded as {@code EdgeHashes.hash} does. */
    @Override
    public List<IndexedEdge> get(int shape) {
        int place = place(shape & 0xFFFF, shape >>> 24, shape >>> 16 & 0xFF);
        return place + 1 < starts.length && starts[place] != starts[place + 1] ? at(place) : null;
    }

    private List<IndexedEdge> at(int place) {
        return Collections.unmodifiableList(Arrays.asList(edges).subList(starts[place], starts[place + 1]));
    }

    @Override
    public int size() {
        return int2ObjectEntrySet().size();
    }

    /** Made anew at each call: the matching engine looks shapes up and never walks over them. */
    @Override
    public ObjectSet<Int2ObjectMap.Entry<List<IndexedEdge>>> int2ObjectEntrySet() {
        ObjectSet<Int2ObjectMap.Entry<List<IndexedEdge>>> entries = new ObjectOpenHashSet<>();
        for (int place = 0; place + 1 < starts.length; place++) {
            if (starts[place] != starts[place + 1]) {
                int shape = (place / ANGLES % ANGLES << 24) + (place % ANGLES << 16) + place / ANGLES / ANGLES;
                entries.add(new BasicEntry<>(shape, at(place)));
            }
        }
        return entries;
    }
}
