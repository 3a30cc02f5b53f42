package id.core.enrollment;

import id.api.biometric.BiometricSample;
import id.api.biometric.QualityScore;
import id.api.enrollment.EnrollmentError;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Refuses samples that are too poor to tell people apart. */
@Component(property = EnrollmentStage.NAME + "=quality")
public final class QualityStage implements EnrollmentStage {
    private final EnrollmentSettings settings;

    @Activate
    public QualityStage(@Reference EnrollmentSettings settings) {
        this.settings = settings;
    }

    @Override
    public StageResult apply(StageContext context) {
        List<BiometricSample> samples = context.packet().samples();
        List<Optional<QualityScore>> scores = OwnContext.of(context).opened().qualities();
        List<Fact> facts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        facts.add(new Fact("minimumQuality", Integer.toString(settings.minimumQuality())));
        for (int i = 0; i < samples.size(); i++) {
            String position = samples.get(i).position().label();
            int index = i;
            facts.add(new Fact("quality." + position,
                    scores.get(i).map(score -> score.value() + " " + score.algorithm()).orElse("not judged: no matcher installed")));
            scores.get(i).filter(score -> score.value() < settings.minimumQuality())
                    .ifPresent(score -> problems.add(tooLow(index, score)));
        }
        return problems.isEmpty()
                ? new StageResult.Continue("No sample is below the minimum quality", facts)
                : new StageResult.Reject(problems, "A sample is below the minimum quality", facts);
    }

    private Problem tooLow(int index, QualityScore score) {
        return new Problem(EnrollmentError.QUALITY_TOO_LOW.name(), "biometrics[" + index + "]",
                "Quality " + score.value() + " is below " + settings.minimumQuality() + ": capture the sample again");
    }
}
