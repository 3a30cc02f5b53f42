package id.api.enrollment;

import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.List;

/**
 * A case for people to decide.
 *
 * @param enrollment
 *            the one that waits
 * @param candidates
 *            the enrollments that it may be a duplicate of, best first
 * @param since
 *            since when it waits
 * @param facts
 *            what the search found: scores, positions
 */
public record AdjudicationCase(EnrollmentId enrollment, List<EnrollmentId> candidates, Instant since,
        List<Fact> facts) {
    public AdjudicationCase {
        candidates = List.copyOf(candidates);
        facts = List.copyOf(facts);
    }
}
