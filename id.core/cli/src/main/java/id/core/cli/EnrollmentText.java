package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Enrollments in words. */
final class EnrollmentText {
    private static final Set<String> SETTLED = Set.of("ENROLLED", "REJECTED", "DUPLICATE", "HELD", "IN_ADJUDICATION");

    private EnrollmentText() {}

    static boolean isSettled(String status) {
        return SETTLED.contains(status);
    }

    static String stage(JsonNode run) {
        StringBuilder facts = new StringBuilder();
        for (JsonNode fact : run.path("facts")) {
            facts.append(facts.isEmpty() ? "  [" : ", ").append(fact.path("name").asText()).append(' ')
                    .append(fact.path("value").asText());
        }
        return String.format(Locale.ROOT, "%-22s %-10s %6d ms  %s%s", run.path("stage").asText(),
                run.path("result").asText(), run.path("tookMs").asLong(), run.path("rule").asText(),
                facts.isEmpty() ? "" : facts + "]");
    }

    static String outcome(JsonNode enrollment) {
        String status = Api.text(enrollment, "status");
        return switch (status) {
            case "ENROLLED" -> "Enrolled. UIN " + enrollment.path("uin").asText();
            case "DUPLICATE" -> "Duplicate: the person is enrolled already, by enrollment "
                    + enrollment.path("duplicateOf").asText();
            case "REJECTED" -> "Rejected." + problems(enrollment);
            case "HELD" ->
                "Held at " + enrollment.path("stage").asText() + "." + problems(enrollment) + System.lineSeparator()
                        + "Once mended, go on with: idem resume " + enrollment.path("enrollmentId").asText();
            case "IN_ADJUDICATION" ->
                "In adjudication: people decide whether it is a duplicate. See: idem adjudication list";
            default ->
                status + (enrollment.hasNonNull("stage") ? ", next stage " + enrollment.path("stage").asText() : "")
                        + problems(enrollment);
        };
    }

    private static String problems(JsonNode enrollment) {
        StringBuilder text = new StringBuilder();
        for (JsonNode error : enrollment.path("errors")) {
            text.append(System.lineSeparator()).append("  ").append(new ApiError(error.path("code").asText(),
                    error.path("field").asText(), error.path("message").asText()).line());
        }
        return text.toString();
    }

    /** A settled enrollment without a number is a negative answer; a held one waits for a mend of the system. */
    static int exitCode(JsonNode enrollment) {
        return switch (enrollment.path("status").asText()) {
            case "REJECTED", "DUPLICATE", "IN_ADJUDICATION" -> ExitCode.NEGATIVE;
            case "HELD" -> ExitCode.SYSTEM_FAILED;
            default -> ExitCode.DONE;
        };
    }
}
