package id.api.storage;

import id.api.error.IdentityException;
import id.api.security.SealedValue;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Drafts of enrollments, and their buffers by reference. */
@ConsumerType
public interface DraftStore {
    /** DUPLICATE_KEY when the id is taken by a draft. */
    void create(DraftRecord record);

    Optional<DraftRecord> find(EnrollmentId id);

    /**
     * Stores {@code next}, whose version must be one above the stored one; STALE_RECORD otherwise, RECORD_MISSING when
     * there is none.
     */
    void replace(DraftRecord next);

    /** Newest first. */
    List<DraftRecord> list(int offset, int limit);

    /** Drafts that were begun before a moment, oldest first. */
    default List<DraftRecord> begunBefore(Instant moment, int limit) {
        throw new IdentityException(StorageError.STORE_UNAVAILABLE, "drafts",
                "This store was made before drafts were removed by age: use a newer version of its plugin");
    }

    /** Removes a draft and the records of its buffers; whether it was there. */
    boolean delete(EnrollmentId id);

    void addBuffer(BufferRecord buffer);

    Optional<BufferRecord> buffer(EnrollmentId id, String bufferId);

    List<BufferRecord> buffers(EnrollmentId id);

    /**
     * A draft.
     *
     * @param document
     *            its sealed document
     * @param version
     *            from 1, grows with every change
     */
    record DraftRecord(EnrollmentId id, SealedValue document, boolean finished, long version, ClientId owner,
            Instant createdAt) {}

    /** A buffer: the object that holds its sealed content. */
    record BufferRecord(EnrollmentId id, String bufferId, String mediaType, String objectKey) {}
}
