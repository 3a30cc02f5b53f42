package id.api.storage;

import id.api.enrollment.EnrollmentStatus;
import id.api.error.Problem;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An enrollment on record.
 *
 * @param id
 *            which
 * @param status
 *            where it is
 * @param stage
 *            the stage that is next or that stopped it; empty once finished
 * @param attempts
 *            failed tries of that stage
 * @param receivedAt
 *            when it was stored
 * @param updatedAt
 *            when it last moved
 * @param notBefore
 *            no worker may claim it earlier
 * @param submitter
 *            who sent it
 * @param person
 *            who was registered
 * @param duplicateOf
 *            the earlier enrollment of the same person
 * @param candidates
 *            what it may be a duplicate of, while in adjudication
 * @param problems
 *            what is wrong
 */
public record EnrollmentRecord(EnrollmentId id, EnrollmentStatus status, Optional<String> stage, int attempts,
        Instant receivedAt, Instant updatedAt, Instant notBefore, ClientId submitter, Optional<PersonId> person,
        Optional<EnrollmentId> duplicateOf, List<EnrollmentId> candidates, List<Problem> problems) {
    public EnrollmentRecord {
        candidates = List.copyOf(candidates);
        problems = List.copyOf(problems);
    }
}
