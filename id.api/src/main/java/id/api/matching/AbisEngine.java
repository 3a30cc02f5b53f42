package id.api.matching;

import id.api.value.EncounterId;
import id.api.value.GalleryId;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.util.promise.Promise;

/**
 * A 1:N engine with its galleries. Answers are promises, since they may take hours; a promise that fails with an
 * {@link id.api.error.IdentityException} says that the call did not happen. Safe for concurrent use; calls return at
 * once.
 */
@ConsumerType
public interface AbisEngine {
    /** Service property, {@code String}: name of the {@link id.api.biometric.Modality}. Required. */
    String MODALITY = "modality";
    /** Service property, {@code String} or {@code String[]}: the galleries it serves. Required. */
    String GALLERY = "gallery";

    /**
     * Adds an encounter to a gallery. Idempotent by encounter id: the same one again changes nothing. When the promise
     * resolves, every {@link #identify} that starts afterwards sees it.
     */
    Promise<Enrolled> enroll(GalleryId gallery, Encounter encounter);

    /**
     * Searches a gallery with all positions of a probe together. Every encounter whose {@link #enroll} resolved before
     * the call is in the search, unless the answer is {@link Incomplete}.
     */
    Promise<SearchOutcome> identify(GalleryId gallery, Probe probe, SearchLimits limits);

    /** Removes an encounter. Idempotent; resolves to whether it was there. */
    Promise<Withdrawn> withdraw(GalleryId gallery, EncounterId encounter);

    /** How a gallery is. Never blocks. */
    GalleryStatus status(GalleryId gallery);
}
