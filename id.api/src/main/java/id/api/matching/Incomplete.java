package id.api.matching;

import java.util.List;
import java.util.Objects;

/**
 * The search did not come to its end: no negative answer.
 *
 * @param why
 *            one sentence for the operator
 * @param candidates
 *            those found so far, best first
 */
public record Incomplete(String why, List<Candidate> candidates) implements SearchOutcome {
    public Incomplete {
        Objects.requireNonNull(why, "why");
        candidates = List.copyOf(candidates);
    }
}
