package id.plugins.storage.sql;

import id.api.enrollment.StageRun;
import id.api.value.EnrollmentId;
import java.time.Duration;

/** A run of a stage as its table has it. */
record RunRow(String enrollment, String stage, String outcome, String decidedBy, String facts, long startedAt, long took,
        String madeBy) {
    static RunRow of(EnrollmentId enrollment, StageRun run) {
        return new RunRow(enrollment.value(), run.stage(), run.result(), run.rule(), Json.of(run.facts()),
                Nanos.of(run.startedAt()), Nanos.of(run.took()), run.by());
    }

    StageRun run() {
        return new StageRun(stage, outcome, decidedBy, Json.facts(facts), Nanos.instant(startedAt),
                Duration.ofNanos(took), madeBy);
    }

    @Override
    public String toString() {
        return "RunRow[***]";
    }
}
