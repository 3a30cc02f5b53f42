package id.api.enrollment;

import id.api.error.Problem;
import id.api.value.EnrollmentId;
import id.api.value.Uin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An enrollment as the outside sees it.
 *
 * @param id
 *            which
 * @param status
 *            where it is
 * @param stage
 *            the stage that is next or that stopped it; empty once finished
 * @param receivedAt
 *            when it was stored
 * @param updatedAt
 *            when it last moved
 * @param uin
 *            the number, once enrolled
 * @param duplicateOf
 *            the enrollment by which the person is already known
 * @param problems
 *            what is wrong: of a rejected or held one, or of the last failed try
 */
public record EnrollmentView(EnrollmentId id, EnrollmentStatus status, Optional<String> stage, Instant receivedAt,
        Instant updatedAt, Optional<Uin> uin, Optional<EnrollmentId> duplicateOf, List<Problem> problems) {
    public EnrollmentView {
        problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
        return "EnrollmentView[" + status + ", ***]";
    }
}
