package id.api.storage;

import id.api.enrollment.EnrollmentStatus;
import id.api.enrollment.StageRun;
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
}
