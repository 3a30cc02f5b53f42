package id.core.enrollment;

import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Fact;
import id.api.error.IdentityException;
import id.api.matching.Candidate;
import id.api.matching.Searched;
import id.api.storage.EnrollmentStore;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Weighs what a search found against the order of enrollment and the thresholds. */
@Component(service = CandidateReview.class)
public final class CandidateReview {
    private final References references;
    private final EnrollmentStore store;
    private final EnrollmentSettings settings;

    @Activate
    public CandidateReview(@Reference References references, @Reference EnrollmentStore store, @Reference EnrollmentSettings settings) {
        this.references = references;
        this.store = store;
        this.settings = settings;
    }

    /** What the candidates mean. */
    sealed interface Verdict permits Nobody, Same, Doubt, Unfinished {}

    /** None of them counts. */
    record Nobody() implements Verdict {}

    /** The same person as in an enrollment that has its number. */
    record Same(EnrollmentId of) implements Verdict {}

    /** Perhaps the same person as in these. */
    record Doubt(List<EnrollmentId> candidates) implements Verdict {
        Doubt {
            candidates = List.copyOf(candidates);
        }
    }

    /** An earlier one is under way: its outcome decides. */
    record Unfinished() implements Verdict {}

    /** The verdict and what it rests on. */
    record Finding(Verdict verdict, List<Fact> facts) {
        Finding {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Weighs the candidates of a complete search.
     *
     * @param self
     *            the enrollment that searched
     * @param ordinal
     *            its place in the gallery
     */
    Finding of(EncounterId self, long ordinal, Searched searched) {
        Sorting sorting = new Sorting();
        for (Candidate candidate : searched.candidates()) {
            if (!candidate.encounter().equals(self)) {
                sort(candidate, ordinal, sorting);
            }
        }
        return new Finding(sorting.verdict(), facts(ordinal, searched, sorting));
    }

    private static final class Sorting {
        private Optional<EnrollmentId> same = Optional.empty();
        private final List<EnrollmentId> doubtful = new ArrayList<>();
        private boolean unfinished;
        private int later;
        private int stale;

        Verdict verdict() {
            if (same.isPresent()) {
                return new Same(same.get());
            }
            if (unfinished) {
                return new Unfinished();
            }
            return doubtful.isEmpty() ? new Nobody() : new Doubt(doubtful);
        }
    }

    private void sort(Candidate candidate, long ordinal, Sorting sorting) {
        Optional<Long> place = references.ordinal(candidate.encounter());
        if (place.isPresent() && place.get() > ordinal) {
            // It searches after us, and will find us.
            sorting.later++;
            return;
        }
        Optional<EnrollmentId> enrollment = place.isEmpty() ? Optional.empty() : linked(candidate.encounter());
        if (enrollment.isEmpty()) {
            sorting.stale++;
            return;
        }
        EnrollmentStatus status = store.find(enrollment.get()).orElseThrow(() -> new IdentityException(EnrollmentError.SEARCH_FAILED, "",
                "A hit of the search belongs to an enrollment that is not in the store")).status();
        switch (status) {
            case ENROLLED -> {
                if (!candidate.score().falseMatchRate().isWithin(settings.duplicateThreshold())) {
                    if (candidate.score().falseMatchRate().isWithin(settings.adjudicationThreshold())) {
                        sorting.doubtful.add(enrollment.get());
                    }
                } else if (sorting.same.isEmpty()) {
                    sorting.same = enrollment;
                }
            }
            case RECEIVED, PROCESSING, HELD, IN_ADJUDICATION -> sorting.unfinished |= candidate.score().falseMatchRate()
                    .isWithin(settings.adjudicationThreshold());
            case REJECTED, DUPLICATE -> sorting.stale++;
        }
    }

    /** Empty when the reference was taken away in this moment. */
    private Optional<EnrollmentId> linked(EncounterId encounter) {
        try {
            return Optional.of(references.enrollmentOf(encounter));
        } catch (IdentityException unlinked) {
            if (references.ordinal(encounter).isEmpty()) {
                return Optional.empty();
            }
            throw unlinked;
        }
    }

    private List<Fact> facts(long ordinal, Searched searched, Sorting sorting) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("candidates", Integer.toString(searched.candidates().size())));
        facts.add(new Fact("ignoredLater", Integer.toString(sorting.later)));
        facts.add(new Fact("ignoredStale", Integer.toString(sorting.stale)));
        if (!searched.candidates().isEmpty()) {
            Candidate best = searched.candidates().getFirst();
            facts.add(new Fact("bestScore", Double.toString(best.score().raw())));
            facts.add(new Fact("bestFalseMatchRate", Double.toString(best.score().falseMatchRate().value())));
            facts.add(new Fact("bestPositions", String.join(" ", best.positions().stream().map(p -> p.label()).toList())));
        }
        sorting.same.ifPresent(id -> facts.add(new Fact("duplicateOf", id.value())));
        facts.add(new Fact("duplicateThreshold", Double.toString(settings.duplicateThreshold().value())));
        facts.add(new Fact("adjudicationThreshold", Double.toString(settings.adjudicationThreshold().value())));
        facts.add(new Fact("galleryEncounters", Long.toString(searched.coverage().encounters())));
        facts.add(new Fact("comparedExactly", Long.toString(searched.coverage().comparedExactly())));
        facts.add(new Fact("comparisons", Long.toString(searched.coverage().comparisons())));
        return facts;
    }
}
