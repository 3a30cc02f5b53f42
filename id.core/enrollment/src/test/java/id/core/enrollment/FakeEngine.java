package id.core.enrollment;

import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.PositionedTemplate;
import id.api.matching.AbisEngine;
import id.api.matching.Candidate;
import id.api.matching.Encounter;
import id.api.matching.Enrolled;
import id.api.matching.GallerySource;
import id.api.matching.GalleryStatus;
import id.api.matching.Incomplete;
import id.api.matching.Probe;
import id.api.matching.SearchCoverage;
import id.api.matching.SearchLimits;
import id.api.matching.SearchOutcome;
import id.api.matching.Searched;
import id.api.matching.Withdrawn;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A gallery in a map, with faults on demand. Forgets everything in a simulated death. */
final class FakeEngine implements AbisEngine {
    private final Map<EncounterId, Encounter> gallery = new LinkedHashMap<>();
    private final FakeTransactions transactions;
    volatile Fault enrollFault = Fault.NONE;
    volatile Fault searchFault = Fault.NONE;
    volatile boolean ready = true;

    enum Fault {
        NONE, THROWS, FAILS, HANGS, INCOMPLETE
    }

    FakeEngine(FakeTransactions transactions, GallerySource source) {
        this.transactions = transactions;
        source.load(References.GALLERY, encounter -> gallery.put(encounter.id(), encounter));
    }

    static void hang() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException given) {
            throw new IllegalStateException("given up", given);
        }
    }

    private static <T> Promise<T> broken(Fault fault) {
        if (fault == Fault.HANGS) {
            hang();
        }
        if (fault == Fault.THROWS) {
            throw new IllegalStateException("engine broken");
        }
        return fault == Fault.FAILS ? Promises.failed(new IllegalStateException("engine failed")) : null;
    }

    @Override
    public Promise<Enrolled> enroll(GalleryId id, Encounter encounter) {
        transactions.steps.before("engine.enroll", true);
        Promise<Enrolled> broken = broken(enrollFault);
        synchronized (gallery) {
            return broken != null ? broken
                    : Promises.resolved(new Enrolled(encounter.id(), gallery.putIfAbsent(encounter.id(), encounter) != null));
        }
    }

    @Override
    public Promise<SearchOutcome> identify(GalleryId id, Probe probe, SearchLimits limits) {
        transactions.steps.before("engine.identify", true);
        Promise<SearchOutcome> broken = broken(searchFault);
        if (broken != null) {
            return broken;
        }
        List<Candidate> hits = new ArrayList<>();
        synchronized (gallery) {
            for (Encounter encounter : gallery.values()) {
                FalseMatchRate rate = best(probe, encounter);
                if (!probe.self().filter(encounter.id()::equals).isPresent() && rate.isWithin(limits.ceiling())) {
                    hits.add(new Candidate(encounter.id(), 1, new ComparisonScore(-Math.log10(rate.value()), rate),
                            probe.templates().stream().map(PositionedTemplate::position).toList()));
                }
            }
        }
        hits.sort(Comparator.comparing(hit -> hit.score().falseMatchRate()));
        List<Candidate> reported = hits.subList(0, Math.min(hits.size(), limits.maxCandidates()));
        return Promises.resolved(searchFault == Fault.INCOMPLETE ? new Incomplete("a member is away", List.of())
                : new Searched(reported, new SearchCoverage(gallery.size(), gallery.size(), gallery.size())));
    }

    private static FalseMatchRate best(Probe probe, Encounter encounter) {
        FalseMatchRate best = new FalseMatchRate(1);
        for (PositionedTemplate one : probe.templates()) {
            for (PositionedTemplate other : encounter.templates()) {
                FalseMatchRate rate = FakeFingers.rate(one.template(), other.template());
                best = one.position() == other.position() && rate.compareTo(best) < 0 ? rate : best;
            }
        }
        return best;
    }

    @Override
    public Promise<Withdrawn> withdraw(GalleryId id, EncounterId encounter) {
        synchronized (gallery) {
            return Promises.resolved(new Withdrawn(encounter, gallery.remove(encounter) != null));
        }
    }

    @Override
    public GalleryStatus status(GalleryId id) {
        synchronized (gallery) {
            return new GalleryStatus(id, gallery.size(), 0, ready);
        }
    }
}
