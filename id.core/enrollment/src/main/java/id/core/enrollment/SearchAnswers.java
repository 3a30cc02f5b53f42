package id.core.enrollment;

import id.api.matching.Candidate;
import id.api.matching.SearchCoverage;
import id.api.matching.Searched;
import java.util.Optional;

/** What an engine may not say of a search that it calls complete: it would be taken for "nobody was found". */
final class SearchAnswers {
    private SearchAnswers() {}

    /**
     * Why an answer cannot be true; empty when it can.
     *
     * @param limit
     *            candidates that were asked for
     */
    static Optional<String> contradiction(Searched searched, int limit) {
        if (searched.candidates().size() > limit) {
            return Optional.of("The engine reports more candidates than the " + limit + " that it was asked for");
        }
        if (searched.candidates().stream().map(Candidate::encounter).distinct().count() != searched.candidates().size()) {
            return Optional.of("The engine reports an encounter twice");
        }
        SearchCoverage coverage = searched.coverage();
        if (coverage.encounters() < 1) {
            // It had taken the probe's own encounter just before.
            return Optional.of("The engine searched an empty gallery: it has lost what it was given");
        }
        return coverage.comparedExactly() < 0 || coverage.comparisons() < 0
                ? Optional.of("The engine counts fewer than no comparisons")
                : Optional.empty();
    }
}
