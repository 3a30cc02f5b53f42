package id.core.enrollment;

import id.api.biometric.Modality;
import id.api.enrollment.EnrollmentStage;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.Fact;
import id.api.enrollment.StageContext;
import id.api.enrollment.StageResult;
import id.api.security.BlindIndex;
import id.api.security.FieldCipher;
import id.api.storage.EnrollmentRecord;
import id.api.storage.EnrollmentStore;
import id.api.value.EnrollmentId;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks for enrollments with the same name, date of birth and gender. Where there are fingers these decide, and a hit
 * here is noted only (setting {@code demographicDuplicates}); where there are none, people decide. Enrollments that are
 * not finished count as well, whichever came first: of two at the same time each would otherwise pass the other.
 */
@Component(property = EnrollmentStage.NAME + "=demographic-duplicates")
public final class DemographicDuplicatesStage implements EnrollmentStage {
    private static final int MOST = 100;

    private final EnrollmentStore store;
    private final EnrollmentSettings settings;
    private final DemographicKey key;

    @Activate
    public DemographicDuplicatesStage(@Reference EnrollmentStore store, @Reference FieldCipher cipher,
            @Reference EnrollmentSettings settings, @Reference AttributeNames names) {
        this.store = store;
        this.settings = settings;
        this.key = new DemographicKey(cipher, names);
    }

    @Override
    public StageResult apply(StageContext context) {
        Optional<BlindIndex> index = key.of(context.packet().attributes());
        if (index.isEmpty()) {
            return new StageResult.Continue("Name, date of birth or gender is not known: nothing to compare", List.of());
        }
        List<EnrollmentId> same = others(context.enrollment(), index.get());
        List<Fact> facts = List.of(new Fact("sameDemographics", Integer.toString(same.size())));
        boolean hasFingers = context.packet().samples().stream().anyMatch(sample -> sample.modality() == Modality.FINGER);
        if (same.isEmpty()) {
            return new StageResult.Continue("Nobody has the same name, date of birth and gender", facts);
        }
        if (hasFingers && !settings.adjudicatesDemographicDuplicates()) {
            return new StageResult.Continue("Others have the same name, date of birth and gender: the fingers decide", facts);
        }
        return new StageResult.Adjudicate(same, "Others have the same name, date of birth and gender", facts);
    }

    private List<EnrollmentId> others(EnrollmentId self, BlindIndex index) {
        List<EnrollmentRecord> found = store.findByDemographicKey(index, MOST);
        if (found.size() < MOST && found.stream().noneMatch(record -> record.id().equals(self))) {
            // Submission stores it already, but the attributes that are compared may have been set anew since.
            store.putDemographicKey(self, index);
            found = store.findByDemographicKey(index, MOST);
        }
        return found.stream().filter(record -> !record.id().equals(self))
                .filter(record -> record.status() != EnrollmentStatus.REJECTED && record.status() != EnrollmentStatus.DUPLICATE)
                .map(EnrollmentRecord::id).toList();
    }
}
