package id.core.verification;

import java.util.List;
import java.util.function.Predicate;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import id.api.biometric.BiometricTemplate;
import id.api.biometric.Modality;
import id.api.biometric.Position;
import id.api.security.FieldCipher;
import id.api.security.SealPurpose;
import id.api.security.SealedPlace;
import id.api.storage.BiometricReferenceStore;
import id.api.value.EncounterId;
import id.api.value.EnrollmentId;
import id.api.value.GalleryId;

/** Opens the biometric references of one person: only those that are needed, and only for as long. */
@Component(service = PersonReferences.class)
public final class PersonReferences {
    private final BiometricReferenceStore store;
    private final FieldCipher cipher;

    @Activate
    public PersonReferences(@Reference BiometricReferenceStore store, @Reference FieldCipher cipher) {
        this.store = store;
        this.cipher = cipher;
    }

    List<BiometricTemplate> of(EnrollmentId enrollment, Modality modality, Predicate<Position> wanted) {
        EncounterId encounter = new EncounterId(
                cipher.derive128(SealPurpose.LINK, "encounter", enrollment.value()));
        return store.read(GalleryId.RESIDENTS, encounter).stream()
                .filter(reference -> reference.position().modality() == modality && wanted.test(reference.position()))
                .map(reference -> new BiometricTemplate(reference.format(), cipher.open(SealPurpose.BIOMETRIC,
                        SealedPlace.REFERENCE.context(encounter.value() + "/" + reference.position().label()), reference.template())))
                .toList();
    }
}
