package id.api.enrollment;

/** Where an enrollment is, as the outside sees it. */
public enum EnrollmentStatus {
    /** Stored durably, no stage has run. */
    RECEIVED,
    /** In the pipeline, or waiting there for another try. */
    PROCESSING,
    /** Stopped until an operator resumes it: something needed is missing or broken. */
    HELD,
    /** Waiting for people to decide whether it is a duplicate. */
    IN_ADJUDICATION,
    /** The person has a UIN. */
    ENROLLED,
    /** Refused; the problems say why. */
    REJECTED,
    /** The person was enrolled before. */
    DUPLICATE;

    /** Whether nothing further happens to it. */
    public boolean isFinal() {
        return this == ENROLLED || this == REJECTED || this == DUPLICATE;
    }
}
