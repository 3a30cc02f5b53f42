package id.api.enrollment;

import id.api.error.ErrorCategory;
import id.api.error.ErrorCode;

/** Codes about enrollments. Block 1300 to 1399. */
public enum EnrollmentError implements ErrorCode {
    /** The attributes do not fit the ID schema. */
    SCHEMA_VIOLATION(1300, ErrorCategory.CALLER),
    /** The ID schema does not know the field. */
    SCHEMA_UNKNOWN_FIELD(1301, ErrorCategory.CALLER),
    /** An enrollment of that id exists. */
    ENROLLMENT_EXISTS(1302, ErrorCategory.CALLER),
    /** The quality is below the setting. */
    QUALITY_TOO_LOW(1303, ErrorCategory.CALLER),
    /** No biometric sample where the policy asks for one. */
    BIOMETRICS_MISSING(1304, ErrorCategory.CALLER),
    /** People refused it. */
    REFUSED_BY_ADJUDICATOR(1305, ErrorCategory.CALLER),
    /** A document holds a virus or the like. */
    DOCUMENT_INFECTED(1306, ErrorCategory.CALLER),
    /** A document is not of the media type that it says, or of one that runs by itself. */
    DOCUMENT_MISFIT(1307, ErrorCategory.CALLER),
    /** A stage that the order names is not installed. */
    STAGE_MISSING(1310, ErrorCategory.EXTERNAL),
    /** A stage failed or did not answer in time. */
    STAGE_FAILED(1311, ErrorCategory.EXTERNAL),
    /** The search for duplicates could not be done. */
    SEARCH_FAILED(1312, ErrorCategory.EXTERNAL),
    /** Waiting for the outcome of an earlier enrollment of what may be the same person. */
    WAITING_FOR_EARLIER(1313, ErrorCategory.EXTERNAL),
    /** The documents could not be scanned. */
    SCAN_FAILED(1314, ErrorCategory.EXTERNAL);

    private final int number;
    private final ErrorCategory category;

    EnrollmentError(int number, ErrorCategory category) {
        this.number = number;
        this.category = category;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public ErrorCategory category() {
        return category;
    }
}
