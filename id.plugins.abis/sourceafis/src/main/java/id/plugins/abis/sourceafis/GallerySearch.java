package id.plugins.abis.sourceafis;

import com.machinezoo.sourceafis.FingerprintTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.PositionedTemplate;
import id.api.matching.Candidate;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchCoverage;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Searched;
import id.api.value.EncounterId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * One search, run by as many threads as join in. Each takes chunks of the selection until none is left or time is up.
 */
final class GallerySearch {
    /** Large enough that taking a chunk costs nothing, small enough that threads end together. */
    private static final int CHUNK = 128;

    private record Hit(GalleryEntry entry, ComparisonScore score) {}

    private final SearchLimits limits;
    private final Gallery.Snapshot gallery;
    private final FirstStage.Selection selection;
    private final IndexedFinger[] matchers;
    private final int[] codes;
    private final double[] thresholds;
    private final EncounterId self;
    private final long deadline;
    private final AtomicInteger nextChunk = new AtomicInteger();
    private final LongAdder compared = new LongAdder();
    private final LongAdder comparisons = new LongAdder();
    private final List<Hit> hits = new ArrayList<>();
    private volatile boolean timedOut;

    GallerySearch(Probe probe, SearchLimits limits, Gallery.Snapshot gallery, FirstStage firstStage,
            MinutiaeTemplates templates) {
        this.limits = limits;
        this.gallery = gallery;
        this.deadline = System.nanoTime() + limits.timeout().toNanos();
        this.selection = firstStage.select(probe, gallery.entries(), gallery.used(), limits.exactShare());
        List<PositionedTemplate> fingers = probe.templates();
        this.matchers = fingers.stream().map(f -> new IndexedFinger(templates.open(f.template())))
                .toArray(IndexedFinger[]::new);
        this.codes = fingers.stream().mapToInt(f -> f.position().isoCode()).toArray();
        this.thresholds = new double[matchers.length + 1];
        for (int k = 1; k <= matchers.length; k++) {
            thresholds[k] = FusedScore.threshold(limits.ceiling(), k);
        }
        this.self = probe.self().orElse(null);
    }

    /** Chunks there are: no more threads than that are of use. */
    int chunks() {
        return (selection.count() + CHUNK - 1) / CHUNK;
    }

    /** Works until the search is over; called by each thread that joins in. */
    void work() {
        List<Hit> found = new ArrayList<>();
        while (!timedOut) {
            int from = nextChunk.getAndIncrement() * CHUNK;
            if (from >= selection.count() || from < 0) {
                break;
            }
            if (System.nanoTime() - deadline > 0) {
                timedOut = true;
                break;
            }
            compareChunk(from, Math.min(selection.count(), from + CHUNK), found);
        }
        synchronized (hits) {
            hits.addAll(found);
        }
    }

    private void compareChunk(int from, int to, List<Hit> found) {
        int encounters = 0;
        int made = 0;
        for (int i = from; i < to; i++) {
            GalleryEntry entry = selection.entries()[i];
            if (entry == null || entry.encounter().equals(self)) {
                continue;
            }
            encounters++;
            made += compare(entry, found);
        }
        compared.add(encounters);
        comparisons.add(made);
    }

    /** Compares one entry with all fingers that both have; returns the number of comparisons. */
    private int compare(GalleryEntry entry, List<Hit> found) {
        double sum = 0;
        int fused = 0;
        int made = 0;
        int tries = 1;
        for (int f = 0; f < matchers.length; f++) {
            if (codes[f] == 0 || entry.fingers()[0] != null) {
                // A finger of unknown position on either side may be any: the best of all counts, at the price of as
                // many tries.
                int before = made;
                double best = -1;
                for (FingerprintTemplate finger : entry.fingers()) {
                    if (finger != null) {
                        best = Math.max(best, matchers[f].match(finger));
                        made++;
                    }
                }
                sum += Math.max(0, best);
                tries *= Math.max(1, made - before);
                fused++;
            } else if (entry.fingers()[codes[f]] != null) {
                sum += matchers[f].match(entry.fingers()[codes[f]]);
                made++;
                fused++;
            }
        }
        if (fused > 0 && sum >= thresholds[fused]) {
            ComparisonScore score = FusedScore.of(sum, fused, tries);
            if (score.falseMatchRate().isWithin(limits.ceiling())) {
                found.add(new Hit(entry, score));
            }
        }
        return made;
    }

    /** The answer; to be asked once every thread has come back from {@link #work}. */
    SearchOutcome outcome() {
        List<Candidate> candidates = candidates();
        if (timedOut) {
            return new Incomplete("The search was not done within " + limits.timeout().toMillis() + " ms: "
                    + compared.sum() + " of " + gallery.present() + " encounters compared", candidates);
        }
        return new Searched(candidates, new SearchCoverage(gallery.present(), compared.sum(), comparisons.sum()));
    }

    private List<Candidate> candidates() {
        List<Hit> best;
        synchronized (hits) {
            best = new ArrayList<>(hits);
        }
        best.sort(Comparator.comparing((Hit hit) -> hit.score().falseMatchRate())
                .thenComparing(hit -> -hit.score().raw()).thenComparing(hit -> hit.entry().encounter().value()));
        List<Candidate> ranked = new ArrayList<>();
        for (Hit hit : best.subList(0, Math.min(best.size(), limits.maxCandidates()))) {
            ranked.add(new Candidate(hit.entry().encounter(), ranked.size() + 1, hit.score(),
                    hit.entry().positions(codes)));
        }
        return ranked;
    }
}
