package id.plugins.storage.sql;

import id.api.enrollment.EnrollmentStatus;
import id.api.storage.EnrollmentRecord;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.PersonId;
import java.util.Optional;

/** An enrollment as its table has it. */
record EnrollmentRow(String id, String status, String stage, int attempts, long receivedAt, long updatedAt, long notBefore,
        String submitter, String person, String duplicateOf, String candidates, String problems) {
    static EnrollmentRow of(EnrollmentRecord record) {
        return new EnrollmentRow(record.id().value(), record.status().name(), record.stage().orElse(null),
                record.attempts(), Nanos.of(record.receivedAt()), Nanos.of(record.updatedAt()),
                Nanos.of(record.notBefore()), record.submitter().value(),
                record.person().map(PersonId::value).orElse(null),
                record.duplicateOf().map(EnrollmentId::value).orElse(null),
                Json.of(record.candidates().stream().map(EnrollmentId::value).toList()), Json.of(record.problems()));
    }

    EnrollmentRecord record() {
        return new EnrollmentRecord(new EnrollmentId(id), EnrollmentStatus.valueOf(status), Optional.ofNullable(stage),
                attempts, Nanos.instant(receivedAt), Nanos.instant(updatedAt), Nanos.instant(notBefore),
                new ClientId(submitter), Optional.ofNullable(person).map(PersonId::new),
                Optional.ofNullable(duplicateOf).map(EnrollmentId::new),
                Json.texts(candidates).stream().map(EnrollmentId::new).toList(), Json.problems(problems));
    }

    /** The same, being worked on. */
    EnrollmentRow processing() {
        return new EnrollmentRow(id, EnrollmentStatus.PROCESSING.name(), stage, attempts, receivedAt, updatedAt,
                notBefore, submitter, person, duplicateOf, candidates, problems);
    }

    /** Day (UTC) of its arrival. */
    public int receivedDay() {
        return Nanos.day(Nanos.instant(receivedAt));
    }

    /** When it arrived, while workers may claim it; else null: the index of what is to be done stays small. */
    public Long openSince() {
        return isOpen() ? receivedAt : null;
    }

    /** When a worker may claim it; null when none may. */
    public Long dueAt() {
        return isOpen() ? notBefore : null;
    }

    private boolean isOpen() {
        return switch (EnrollmentStatus.valueOf(status)) {
            case RECEIVED, PROCESSING -> true;
            case HELD, IN_ADJUDICATION, ENROLLED, REJECTED, DUPLICATE -> false;
        };
    }

    @Override
    public String toString() {
        return "EnrollmentRow[***]";
    }
}
