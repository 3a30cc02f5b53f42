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
 * index ({@code EdgeHashes.build}) holds the same edges in the same order in some six thousand small lists, which takes
 * four times as long and litters ten times as much: more than the comparison itself when two fingers are compared once.
 * Here all lists lie in one array. Immutable; safe for concurrent use.
 */
final class EdgeIndex extends AbstractInt2ObjectMap<List<IndexedEdge>> {
    private static final int ANGLES = (int) Math.ceil(FloatAngle.PI2 / (double) Parameters.MAX_ANGLE_ERROR);
    private static final float ANGLE = Parameters.MAX_ANGLE_ERROR;
    private static final int LENGTH = Parameters.MAX_DISTANCE_ERROR;
    /** Shapes that an edge is listed under: three lengths, three or four angles on either end. */
    private static final int MOST_SHAPES = 48;

    /** Open addressing; the edges of the shape in slot {@code i} are those from {@code ends[i - 1]} to {@code ends[i]}. */
    private final int[] shapes;
    private final int[] ends;
    private final IndexedEdge[] edges;
    private final int distinct;

    EdgeIndex(SearchMinutia[] minutiae) {
        int pairs = minutiae.length * Math.max(0, minutiae.length - 1);
        IndexedEdge[] all = new IndexedEdge[pairs];
        int[] firstEntry = new int[pairs + 1];
        int[] entryShape = new int[pairs * 10 + MOST_SHAPES];
        int entries = 0;
        int edge = 0;
        for (int reference = 0; reference < minutiae.length; reference++) {
            for (int neighbor = 0; neighbor < minutiae.length; neighbor++) {
                if (reference != neighbor) {
                    all[edge] = new IndexedEdge(minutiae, reference, neighbor);
                    if (entries + MOST_SHAPES > entryShape.length) {
                        entryShape = Arrays.copyOf(entryShape, entryShape.length * 2);
                    }
                    entries = list(all[edge], entryShape, entries);
                    firstEntry[++edge] = entries;
                }
            }
        }
        // At most half full, whatever repeats.
        int slots = Integer.highestOneBit(Math.max(4, entries)) * 4;
        this.shapes = new int[slots];
        this.ends = new int[slots];
        this.distinct = count(entryShape, entries);
        this.edges = sorted(all, firstEntry, entryShape, entries);
    }

    /** Writes the shapes that an edge is listed under; returns the next free place. */
    private static int list(EdgeShape edge, int[] shapes, int next) {
        int place = next;
        int longest = (edge.length + LENGTH) / LENGTH;
        int firstReference = (int) (FloatAngle.difference(edge.referenceAngle, ANGLE) / ANGLE);
        int endReference = ((int) (FloatAngle.add(edge.referenceAngle, ANGLE) / ANGLE) + 1) % ANGLES;
        int firstNeighbor = (int) (FloatAngle.difference(edge.neighborAngle, ANGLE) / ANGLE);
        int endNeighbor = ((int) (FloatAngle.add(edge.neighborAngle, ANGLE) / ANGLE) + 1) % ANGLES;
        for (int length = (edge.length - LENGTH) / LENGTH; length <= longest; length++) {
            for (int reference = firstReference; reference != endReference; reference = next(reference)) {
                for (int neighbor = firstNeighbor; neighbor != endNeighbor; neighbor = next(neighbor)) {
                    shapes[place++] = (reference << 24) + (neighbor << 16) + length;
                }
            }
        }
        return place;
    }

    private static int next(int angle) {
        return angle + 1 == ANGLES ? 0 : angle + 1;
    }

    /** Gives every shape a slot, replaces it in {@code entryShape} by that, and counts the edges of each in {@code ends}. */
    private int count(int[] entryShape, int entries) {
        int found = 0;
        for (int entry = 0; entry < entries; entry++) {
            int slot = slot(entryShape[entry]);
            if (ends[slot]++ == 0) {
                shapes[slot] = entryShape[entry];
                found++;
            }
            entryShape[entry] = slot;
        }
        return found;
    }

    /** Lays the edges out by slot, and within a slot as they came. */
    private IndexedEdge[] sorted(IndexedEdge[] all, int[] firstEntry, int[] entrySlot, int entries) {
        int[] next = new int[ends.length];
        int end = 0;
        for (int slot = 0; slot < ends.length; slot++) {
            next[slot] = end;
            end += ends[slot];
            ends[slot] = end;
        }
        IndexedEdge[] sorted = new IndexedEdge[entries];
        for (int edge = 0; edge < all.length; edge++) {
            for (int entry = firstEntry[edge]; entry < firstEntry[edge + 1]; entry++) {
                sorted[next[entrySlot[entry]]++] = all[edge];
            }
        }
        return sorted;
    }

    /** Where the shape is, or the free slot where it would be; while counting, free means that nothing is counted. */
    private int slot(int shape) {
        int mask = shapes.length - 1;
        int slot = firstSlot(shape);
        while (ends[slot] != 0 && shapes[slot] != shape) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int firstSlot(int shape) {
        int mixed = shape * 0x9E3779B9;
        return (mixed ^ mixed >>> 15) & shapes.length - 1;
    }

    @Override
    public List<IndexedEdge> get(int shape) {
        int mask = shapes.length - 1;
        int slot = firstSlot(shape);
        while (true) {
            int from = slot == 0 ? 0 : ends[slot - 1];
            int to = ends[slot];
            if (from == to) {
                return null;
            }
            if (shapes[slot] == shape) {
                return Arrays.asList(edges).subList(from, to);
            }
            slot = slot + 1 & mask;
        }
    }

    @Override
    public int size() {
        return distinct;
    }

    /** The library only looks shapes up; walking over them all is not needed. */
    @Override
    public ObjectSet<Int2ObjectMap.Entry<List<IndexedEdge>>> int2ObjectEntrySet() {
        ObjectSet<Int2ObjectMap.Entry<List<IndexedEdge>>> entries = new ObjectOpenHashSet<>();
        for (int slot = 0; slot < ends.length; slot++) {
            int from = slot == 0 ? 0 : ends[slot - 1];
            if (from != ends[slot]) {
                entries.add(new BasicEntry<>(shapes[slot],
                        Collections.unmodifiableList(Arrays.asList(edges).subList(from, ends[slot]))));
            }
        }
        return entries;
    }
}
