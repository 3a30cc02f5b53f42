package id.api.subscription;

import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.PersonId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened. Carries ids, a time and a cause, never attributes: who may know more asks for it.
 *
 * @param id
 *            the event
 * @param topic
 *            what kind of event
 * @param person
 *            whom it is about, when it is about a person
 * @param enrollment
 *            the enrollment that it came from, when there is one
 * @param credential
 *            the credential that it is about, when there is one
 * @param at
 *            when it happened
 * @param cause
 *            why, without personal data; may be empty
 */
public record IdentityEvent(EventId id, Topic topic, Optional<PersonId> person, Optional<EnrollmentId> enrollment,
        Optional<CredentialId> credential, Instant at, String cause) {
    public IdentityEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(enrollment, "enrollment");
        Objects.requireNonNull(credential, "credential");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cause, "cause");
    }
}
