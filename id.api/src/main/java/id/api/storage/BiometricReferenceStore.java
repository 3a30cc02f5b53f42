package id.api.storage;

import id.api.biometric.Position;
import id.api.security.SealedValue;
import id.api.value.EncounterId;
import id.api.value.GalleryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Biometric references by encounter, in the order in which they were enrolled. Holds no identity and no enrollment id.
 * <p>
 * Ordinals grow in the order of commits within a gallery: whoever has an ordinal sees every smaller one. That order
 * decides which of two concurrent enrollments of the same person is the earlier. Once an enrollment has ended everybody
 * who comes later is later, and the order in which people came would join their fingers to their identities, which have
 * times of their own: so an encounter loses its place some time after it was settled. It counts as ordinal 0 then, and
 * nothing in the store may tell any more when it came.
 */
@ConsumerType
public interface BiometricReferenceStore {
    /**
     * Adds an encounter, not yet acknowledged. Idempotent: an encounter that is there keeps its ordinal and references.
     *
     * @return its ordinal
     */
    long add(GalleryId gallery, EncounterId encounter, List<Reference> references);

    /** Notes that the engines of the gallery have taken the encounter. */
    void acknowledge(GalleryId gallery, EncounterId encounter);

    /** Whether an encounter with a smaller ordinal has not been acknowledged. */
    boolean hasUnacknowledgedBefore(GalleryId gallery, long ordinal);

    /** The place of an encounter, where it is there; 0 when it has none any more. */
    Optional<Long> ordinal(GalleryId gallery, EncounterId encounter);

    /** The largest ordinal given out so far; 0 when there was none. */
    long newestOrdinal(GalleryId gallery);

    /** Removes an encounter; whether it was there. */
    boolean remove(GalleryId gallery, EncounterId encounter);

    /** Encounters with a larger ordinal, in order; of those without a place none. */
    List<StoredEncounter> load(GalleryId gallery, long afterOrdinal, int limit);

    /** Encounters without a place, by their ids, from behind {@code after} on or from the first. */
    List<StoredEncounter> loadPlaceless(GalleryId gallery, Optional<EncounterId> after, int limit);

    /** Notes when the enrollment of an encounter came to its end; without effect where it is not there. */
    void settle(GalleryId gallery, EncounterId encounter, Instant at);

    /** Encounters with a place that were settled before a moment. */
    List<EncounterId> settledBefore(GalleryId gallery, Instant moment, int limit);

    /** The ids of {@link #loadPlaceless} alone. */
    List<EncounterId> placeless(GalleryId gallery, Optional<EncounterId> after, int limit);

    /**
     * Takes their places from encounters, and writes each anew, in the order given, so that the order in the files is
     * that one too. Those that are not settled, or not acknowledged, stay as they are; those without a place are
     * written anew. All or none.
     */
    void forgetPlaces(GalleryId gallery, List<EncounterId> order);

    /** The largest ordinal that was taken away; 0 when none was. Never shrinks. */
    long forgottenUpTo(GalleryId gallery);

    /** The references of an encounter; empty when it is not there. */
    List<Reference> read(GalleryId gallery, EncounterId encounter);

    long count(GalleryId gallery);

    /**
     * One reference.
     *
     * @param position
     *            where on the body
     * @param format
     *            format of the template
     * @param template
     *            sealed template
     * @param searchEntry
     *            an engine's own sealed index entry, rebuildable from the template
     */
    record Reference(Position position, String format, SealedValue template, Optional<SealedValue> searchEntry) {}

    /** An encounter with its place. */
    record StoredEncounter(long ordinal, EncounterId encounter, List<Reference> references) {
        public StoredEncounter {
            references = List.copyOf(references);
        }
    }
}
