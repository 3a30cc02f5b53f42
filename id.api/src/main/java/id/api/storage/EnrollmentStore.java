package id.api.storage;

import id.api.enrollment.AnonymousProfile;
import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.ProfileDimension;
import id.api.enrollment.StageRun;
import id.api.error.IdentityException;
import id.api.security.BlindIndex;
import id.api.value.EnrollmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Enrollments, their packets, and who works on them. */
@ConsumerType
public interface EnrollmentStore {
    /**
     * Stores a new enrollment with its packet. DUPLICATE_KEY, field {@code enrollmentId} or {@code packet}, when either
     * is there.
     */
    void create(EnrollmentRecord record, StoredPacket packet);

    Optional<EnrollmentRecord> find(EnrollmentId id);

    Optional<StoredPacket> packet(EnrollmentId id);

    /**
     * Hands out unfinished enrollments (RECEIVED, PROCESSING) that are due and unclaimed, or whose claim expired,
     * oldest first. Each is handed out exactly once at a time, over all nodes. They become PROCESSING with the claim.
     *
     * @param worker
     *            name of the worker, 1 to 64 characters
     * @param limit
     *            1 to 1,000
     * @param lease
     *            how long the claim holds
     */
    List<Claim> claim(String worker, int limit, Instant now, Duration lease);

    /**
     * Stores a new state of a claimed enrollment and the runs that led to it, and ends the claim. CLAIM_LOST when the
     * claim does not hold any more: nothing is stored then.
     */
    void advance(Claim claim, EnrollmentRecord next, List<StageRun> runs);

    /** Gives claims back untouched, so that others may take them at once. */
    void release(List<Claim> claims);

    /**
     * Stores a new state that people caused.
     *
     * @param expected
     *            the status that it must have; STALE_RECORD otherwise
     */
    void change(EnrollmentStatus expected, EnrollmentRecord next, List<StageRun> runs);

    /** All runs, in order. */
    List<StageRun> runs(EnrollmentId id);

    /** Newest first. */
    List<EnrollmentRecord> recent(int limit);

    /** Those with a status, longest waiting first. */
    List<EnrollmentRecord> withStatus(EnrollmentStatus status, int limit);

    /** Number received in a day (UTC) by status. */
    Map<EnrollmentStatus, Long> countByStatus(LocalDate day);

    /** Number of unfinished ones received in a day (UTC) by next stage. */
    Map<String, Long> countByStage(LocalDate day);

    /** Remembers the blind index of the attributes that are compared between people; replaces an earlier one. */
    void putDemographicKey(EnrollmentId id, BlindIndex key);

    /** Enrollments with the same index, oldest first. */
    List<EnrollmentRecord> findByDemographicKey(BlindIndex key, int limit);

    /** Enrollments that were found to be of the person that this one registered. */
    default List<EnrollmentId> duplicatesOf(EnrollmentId id) {
        throw unsupported();
    }

    /**
     * Enrollments with a status that last moved after one moment and before another, in the order of that and of their
     * ids.
     *
     * @param after
     *            the first ones are later, or as late with a larger id than {@code afterId}
     * @param afterId
     *            an id, or {@code ""}
     */
    default List<EnrollmentRecord> moved(EnrollmentStatus status, Instant after, String afterId, Instant before, int limit) {
        throw unsupported();
    }

    /**
     * Removes the content of a packet. Its digest stays: the same packet is not accepted again.
     *
     * @return the key of the object that held it, which the caller removes; empty when it lay in the record, or nothing
     *         is there any more
     */
    default Optional<String> dropPacket(EnrollmentId id) {
        throw unsupported();
    }

    /**
     * Removes all of an enrollment but its id, status, times and submitter, and the digest of its packet.
     *
     * @return as of {@link #dropPacket}
     */
    default Optional<String> erase(EnrollmentId id) {
        throw unsupported();
    }

    /** Adds profiles, which have nothing to do with any enrollment, in the order given. */
    default void addProfiles(List<AnonymousProfile> profiles) {
        throw unsupported();
    }

    /** The weeks before one that have profiles, newest first. */
    default List<Integer> profileWeeks(int before, int limit) {
        throw unsupported();
    }

    /** How many profiles of a week have each value of a dimension. */
    default Map<String, Long> countProfiles(int week, ProfileDimension dimension) {
        throw unsupported();
    }

    /** How far the removal of each kind has come. */
    default List<RetentionRun> retention() {
        throw unsupported();
    }

    /** Notes how far it has come, replacing what was noted for that kind. */
    default void note(RetentionRun run) {
        throw unsupported();
    }

    private static IdentityException unsupported() {
        return new IdentityException(StorageError.STORE_UNAVAILABLE, "enrollments",
                "This store was made before enrollments could be erased: use a newer version of its plugin");
    }
}
