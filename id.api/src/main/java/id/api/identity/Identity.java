package id.api.identity;

import id.api.value.Attributes;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import id.api.value.Uin;
import java.time.Instant;

/**
 * The identity of a person.
 *
 * @param person
 *            who
 * @param uin
 *            the number
 * @param state
 *            whether it may be used
 * @param attributes
 *            what is recorded
 * @param enrollment
 *            the enrollment that it came from
 * @param registeredAt
 *            since when
 * @param version
 *            grows with every change, from 1
 */
public record Identity(PersonId person, Uin uin, IdentityState state, Attributes attributes, EnrollmentId enrollment,
        Instant registeredAt, long version) {
    @Override
    public String toString() {
        return "Identity[***]";
    }
}
