package id.core.http.admin;

import id.api.enrollment.EnrollmentExplanation;
import id.api.enrollment.EnrollmentView;
import id.api.enrollment.Fact;
import id.api.enrollment.StageRun;
import id.api.error.Problem;
import id.api.value.EnrollmentId;
import id.api.value.Uin;
import java.util.List;

/** An enrollment as JSON; with its stages when it is an explanation. */
record EnrollmentJson(String enrollmentId, String status, String stage, String receivedAt, String updatedAt, String uin,
        String duplicateOf, List<Problem> errors, List<Stage> stages) {
    /** One run of one stage. */
    record Stage(String stage, String result, String rule, List<Fact> facts, String startedAt, long tookMs, String by) {
        static Stage of(StageRun run) {
            return new Stage(run.stage(), run.result(), run.rule(), run.facts(), run.startedAt().toString(),
                    run.took().toMillis(), run.by());
        }
    }

    static EnrollmentJson of(EnrollmentView view) {
        return of(view, null);
    }

    /** For lists. */
    static EnrollmentJson withoutNumber(EnrollmentView view) {
        EnrollmentJson json = of(view);
        return new EnrollmentJson(json.enrollmentId, json.status, json.stage, json.receivedAt, json.updatedAt, null,
                json.duplicateOf, json.errors, null);
    }

    static EnrollmentJson of(EnrollmentExplanation explanation) {
        return of(explanation.view(), explanation.stages().stream().map(Stage::of).toList());
    }

    private static EnrollmentJson of(EnrollmentView view, List<Stage> stages) {
        return new EnrollmentJson(view.id().value(), view.status().name(), view.stage().orElse(null),
                view.receivedAt().toString(), view.updatedAt().toString(), view.uin().map(Uin::value).orElse(null),
                view.duplicateOf().map(EnrollmentId::value).orElse(null), view.problems(), stages);
    }

    @Override
    public String toString() {
        return "EnrollmentJson[***]";
    }
}
