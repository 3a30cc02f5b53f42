package id.core.cli;

/** Enrollments as the API shows them, one of each outcome. */
final class Outcomes {
    static final String ENROLLED = "{\"enrollmentId\":\"e1\",\"status\":\"ENROLLED\",\"uin\":\"278795347141\",\"errors\":[]}";
    static final String DUPLICATE = "{\"enrollmentId\":\"e1\",\"status\":\"DUPLICATE\",\"duplicateOf\":\"e0\",\"errors\":[]}";
    static final String REJECTED = "{\"enrollmentId\":\"e1\",\"status\":\"REJECTED\",\"errors\":[{\"code\":\"QUALITY_TOO_LOW\","
            + "\"field\":\"right-index\",\"message\":\"Capture it again\"}]}";
    static final String HELD = "{\"enrollmentId\":\"e1\",\"status\":\"HELD\",\"stage\":\"quality\",\"errors\":[{\"code\":\"NO_MATCHER\","
            + "\"field\":\"\",\"message\":\"Put one in\"}]}";
    static final String IN_ADJUDICATION = "{\"enrollmentId\":\"e1\",\"status\":\"IN_ADJUDICATION\",\"errors\":[]}";
    static final String PROCESSING = "{\"enrollmentId\":\"e1\",\"status\":\"PROCESSING\",\"stage\":\"quality\",\"errors\":[]}";

    private Outcomes() {}
}
