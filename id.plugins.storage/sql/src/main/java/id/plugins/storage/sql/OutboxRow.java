package id.plugins.storage.sql;

import id.api.storage.OutboxStore.Pending;
import id.api.subscription.IdentityEvent;
import id.api.subscription.Topic;
import id.api.value.CredentialId;
import id.api.value.EnrollmentId;
import id.api.value.EventId;
import id.api.value.PersonId;
import java.util.Optional;

/** A waiting event as its table has it. */
record OutboxRow(String id, String topic, String person, String enrollment, String credential, long happenedAt, String cause,
        String delivered, int attempts, Long dueAt) {
    static OutboxRow of(IdentityEvent event) {
        long at = Nanos.of(event.at());
        return new OutboxRow(event.id().value(), event.topic().name(), event.person().map(PersonId::value).orElse(null),
                event.enrollment().map(EnrollmentId::value).orElse(null),
                event.credential().map(CredentialId::value).orElse(null), at, event.cause(), "[]", 0, at);
    }

    Pending pending() {
        IdentityEvent event = new IdentityEvent(new EventId(id), Topic.valueOf(topic),
                Optional.ofNullable(person).map(PersonId::new), Optional.ofNullable(enrollment).map(EnrollmentId::new),
                Optional.ofNullable(credential).map(CredentialId::new), Nanos.instant(happenedAt), cause);
        return new Pending(event, Json.set(delivered), attempts);
    }

    @Override
    public String toString() {
        return "OutboxRow[***]";
    }
}
