package id.core.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import id.api.biometric.BiometricError;
import id.api.biometric.BiometricSample;
import id.api.biometric.BiometricTemplate;
import id.api.biometric.ComparisonScore;
import id.api.biometric.FalseMatchRate;
import id.api.biometric.Position;
import id.api.biometric.QualityScore;
import id.api.error.IdentityException;
import id.api.matching.BiometricMatcher;
import id.api.security.SealPurpose;
import id.api.storage.BiometricReferenceStore;
import id.api.value.Bytes;
import id.api.value.EncounterId;
import id.api.value.GalleryId;

/** References, and a matcher for which equal texts are the same finger. */
final class Fingers implements BiometricReferenceStore, BiometricMatcher {
    static final String FORMAT = "TEST";

    final List<Reference> references = new ArrayList<>();
    double rateOfEqual = 1e-6;
    RuntimeException broken;
    private final World.Seals cipher;
    private final EncounterId encounter;

    Fingers(World.Seals cipher) {
        this.cipher = cipher;
        this.encounter = new EncounterId(
                cipher.derive128(SealPurpose.LINK, "encounter", Register.ENROLLMENT.value()));
    }

    void enrolled(Position position, String finger) {
        references.add(new Reference(position, FORMAT, cipher.seal(SealPurpose.BIOMETRIC,
                "reference/" + encounter.value() + "/" + position.label(), Bytes.utf8(finger)), Optional.empty()));
    }

    @Override
    public BiometricTemplate extract(BiometricSample sample) {
        if (broken != null) {
            throw broken;
        }
        if (sample.data().asUtf8().startsWith("garbage")) {
            throw new IdentityException(BiometricError.SAMPLE_UNREADABLE, "data", "No picture");
        }
        return new BiometricTemplate(FORMAT, sample.data());
    }

    @Override
    public ComparisonScore compare(BiometricTemplate probe, BiometricTemplate reference) {
        boolean same = probe.data().equals(reference.data());
        return new ComparisonScore(same ? 100 : 1, new FalseMatchRate(same ? rateOfEqual : 0.5));
    }

    @Override
    public List<Reference> read(GalleryId gallery, EncounterId wanted) {
        return wanted.equals(encounter) ? List.copyOf(references) : List.of();
    }

    @Override
    public QualityScore assess(BiometricSample sample) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long add(GalleryId gallery, EncounterId id, List<Reference> added) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void acknowledge(GalleryId gallery, EncounterId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasUnacknowledgedBefore(GalleryId gallery, long ordinal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Long> ordinal(GalleryId gallery, EncounterId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long newestOrdinal(GalleryId gallery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(GalleryId gallery, EncounterId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long count(GalleryId gallery) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoredEncounter> loadPlaceless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(GalleryId gallery, EncounterId id, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EncounterId> settledBefore(GalleryId gallery, Instant moment, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EncounterId> placeless(GalleryId gallery, Optional<EncounterId> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forgetPlaces(GalleryId gallery, List<EncounterId> order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long forgottenUpTo(GalleryId gallery) {
        throw new UnsupportedOperationException();
    }
}
