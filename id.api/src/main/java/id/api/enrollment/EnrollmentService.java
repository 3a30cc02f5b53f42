package id.api.enrollment;

import id.api.security.PacketSource;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Takes packets in, runs them through the pipeline and says where they are. Safe for concurrent use. */
@ProviderType
public interface EnrollmentService {
    /**
     * Checks a packet (seal, signatures, replay, ID schema, readability of each sample) and stores it. When it returns,
     * the packet is durable and will come to its end. The documents are read as a stream and never in memory.
     *
     * @param packet
     *            read twice, during the call only
     * @param submitter
     *            the client that sent it
     *
     * @throws id.api.error.IdentityException
     *             of category CALLER, with the field, when the packet is refused; nothing is stored then
     */
    EnrollmentId submit(PacketSource packet, ClientId submitter);

    /** Where an enrollment is; empty when it is not known. */
    Optional<EnrollmentView> status(EnrollmentId id);

    /** Why it is there: every stage with its result, in order; empty when it is not known. */
    Optional<EnrollmentExplanation> explain(EnrollmentId id);

    /** The newest enrollments first. */
    List<EnrollmentView> recent(int limit);

    /** Number of enrollments received on a day (UTC) by status; every status is there. */
    Map<EnrollmentStatus, Long> countByStatus(LocalDate day);

    /** Number of unfinished enrollments received on a day (UTC) by the stage that is next for them. */
    Map<String, Long> countByStage(LocalDate day);

    /** The cases that wait for a decision, oldest first. */
    List<AdjudicationCase> adjudicationQueue(int limit);

    /**
     * Decides a case.
     *
     * @param decision
     *            what people found
     * @param adjudicator
     *            who decided
     *
     * @throws id.api.error.IdentityException
     *             CONFLICT when it is not in adjudication, NOT_FOUND when it is not known
     */
    void decide(EnrollmentId id, AdjudicationDecision decision, ClientId adjudicator);

    /**
     * Lets a held enrollment go on with the stage that held it.
     *
     * @throws id.api.error.IdentityException
     *             CONFLICT when it is not held, NOT_FOUND when it is not known
     */
    void resume(EnrollmentId id, ClientId operator);
}
