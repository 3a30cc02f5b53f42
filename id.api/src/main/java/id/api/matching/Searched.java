package id.api.matching;

import java.util.List;
import java.util.Objects;

/**
 * The gallery was searched within the budget.
 *
 * @param candidates
 *            best first; empty when nobody is within the ceiling
 * @param coverage
 *            what was compared
 */
public record Searched(List<Candidate> candidates, SearchCoverage coverage) implements SearchOutcome {
    public Searched {
        candidates = List.copyOf(candidates);
        Objects.requireNonNull(coverage, "coverage");
    }
}
