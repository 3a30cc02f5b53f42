package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** Follows one enrollment to its outcome. */
final class EnrollmentWatch {
    private final Api api;
    private final String enrollment;
    private final String path;

    EnrollmentWatch(Api api, String enrollment) {
        this.api = api;
        this.enrollment = enrollment;
        this.path = "/admin/v1/enrollments/" + PathPart.of(enrollment);
    }

    /** The enrollment once nothing further happens by itself: final, held or in adjudication. */
    JsonNode awaitOutcome(int seconds, Output output) {
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
        int shown = 0;
        while (true) {
            JsonNode now = api.get(path + "/explanation");
            JsonNode stages = now.path("stages");
            for (; shown < stages.size(); shown++) {
                output.line("  " + EnrollmentText.stage(stages.get(shown)));
            }
            if (EnrollmentText.isSettled(now.path("status").asText())) {
                return api.get(path);
            }
            if (Instant.now().isAfter(end)) {
                throw CommandFailure.systemFailed("TIMED_OUT", "No outcome within " + seconds
                        + " s; the enrollment goes on. Follow it with: idem status " + enrollment);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The command was interrupted");
        }
    }
}
