package id.api.enrollment;

import id.api.value.EnrollmentId;

/** What people found. */
public sealed interface AdjudicationDecision {
    /** Why, in the adjudicator's words; without personal data. */
    String comment();

    /** None of the candidates is the same person: the enrollment goes on. */
    record Unique(String comment) implements AdjudicationDecision {}

    /** The same person as in another enrollment. */
    record SamePerson(EnrollmentId of, String comment) implements AdjudicationDecision {}

    /** Neither: the enrollment is refused, for example as an attempted fraud. */
    record Refuse(String comment) implements AdjudicationDecision {}
}
