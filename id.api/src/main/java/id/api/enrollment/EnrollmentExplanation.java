package id.api.enrollment;

import java.util.List;

/**
 * Why an enrollment is where it is.
 *
 * @param view
 *            where it is
 * @param stages
 *            every run of every stage, in order
 */
public record EnrollmentExplanation(EnrollmentView view, List<StageRun> stages) {
    public EnrollmentExplanation {
        stages = List.copyOf(stages);
    }
}
