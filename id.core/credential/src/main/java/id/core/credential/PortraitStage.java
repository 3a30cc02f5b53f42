package id.core.credential;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.Modality;
import id.api.biometric.SampleFormat;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.error.Problem;

/** Keeps the portrait of an enrollment for the card; the packet itself does not outlive the enrollment. */
@Component(property = EnrollmentStage.NAME + "=portrait")
public final class PortraitStage implements EnrollmentStage {
    private final SealedPortraits portraits;

    @Activate
    public PortraitStage(@Reference SealedPortraits portraits) {
        this.portraits = portraits;
    }

    @Override
    public StageResult apply(StageContext context) {
        List<BiometricSample> samples = context.packet().samples();
        Optional<Integer> index = IntStream.range(0, samples.size())
                .filter(i -> samples.get(i).modality() == Modality.FACE).boxed().findFirst();
        if (index.isEmpty()) {
            return new StageResult.Continue("No portrait was captured", List.of());
        }
        BiometricSample face = samples.get(index.get());
        Optional<SampleFormat> announced = SampleFormat.detect(face.data());
        if (announced.isEmpty() || announced.get() != face.format()) {
            return new StageResult.Reject(
                    List.of(new Problem(BiometricError.SAMPLE_UNREADABLE.name(), "biometrics[" + index.get() + "]",
                            "The portrait is not in the format that it claims: export it again")),
                    "A portrait must be what its format says", List.of());
        }
        portraits.keep(context.enrollment(), face.data());
        return new StageResult.Continue("The portrait is kept for the card",
                List.of(new Fact("portraitFormat", face.format().name()),
                        new Fact("portraitBytes", Integer.toString(face.data().size()))));
    }
}
