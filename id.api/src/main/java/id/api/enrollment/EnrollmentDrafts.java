package id.api.enrollment;

import id.api.value.Bytes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Enrollments that are still being collected, one step at a time (OSIA multi-step enrollment, GovStack "uncommitted").
 * A draft's document is opaque here: the protocol that keeps it gives it its form. Kept sealed. Safe for concurrent
 * use.
 */
@ProviderType
public interface EnrollmentDrafts {
    /**
     * Stores a new draft.
     *
     * @throws id.api.error.IdentityException
     *             CONFLICT when the id is taken by a draft or an enrollment
     */
    void create(EnrollmentId id, Bytes document, ClientId owner);

    /**
     * Replaces a draft's document if nobody else has since.
     *
     * @param version
     *            the version that was read
     *
     * @throws id.api.error.IdentityException
     *             NOT_FOUND, or CONFLICT when it changed or is finalized
     */
    void replace(EnrollmentId id, Bytes document, long version);

    /** Reads a draft. */
    Optional<Draft> read(EnrollmentId id);

    /** Reads drafts in the order of their creation, newest first. */
    List<Draft> list(int offset, int limit);

    /**
     * Marks a draft as finalized; afterwards it only can be read. Call it in the same step as
     * {@link EnrollmentService#submit}, after it: repeating both is safe.
     */
    void finish(EnrollmentId id);

    /** Removes a draft with its buffers; a finalized one is refused with CONFLICT. */
    void delete(EnrollmentId id);

    /** Stores a buffer (an image, a document) of a draft; returns its id. */
    String putBuffer(EnrollmentId id, String mediaType, Bytes content);

    /** Reads a buffer of a draft. */
    Optional<Buffer> buffer(EnrollmentId id, String bufferId);

    /**
     * A draft.
     *
     * @param id
     *            which
     * @param document
     *            its document
     * @param finished
     *            whether it was finalized
     * @param version
     *            grows with every change
     * @param owner
     *            who created it
     */
    record Draft(EnrollmentId id, Bytes document, boolean finished, long version, ClientId owner) {
        @Override
        public String toString() {
            return "Draft[***]";
        }
    }

    /** A buffer: its media type and its content. */
    record Buffer(String mediaType, Bytes content) {
        @Override
        public String toString() {
            return "Buffer[***]";
        }
    }
}
