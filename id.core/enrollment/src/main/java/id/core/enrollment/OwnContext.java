package id.core.enrollment;

import id.api.enrollment.StageContext;
import java.time.Instant;
import java.util.function.Supplier;

/** What the stages of this bundle may do beyond the contract. */
interface OwnContext extends StageContext {
    /** The opened enrollment, with what is known of its samples. */
    OpenEnrollment opened();

    /** When the enrollment was stored. */
    Instant receivedAt();

    /**
     * Does something that must not happen once the enrollment is somebody else's: a stage that was given up because it
     * took too long runs on for a while without knowing it.
     *
     * @throws id.api.error.IdentityException
     *             CLAIM_LOST when it was given up; nothing was done then
     */
    <T> T whileMine(Supplier<T> action);

    /**
     * Looks into the store whether the enrollment still is where this run began: a process that stood still for longer
     * than its claim held does not know that others went on. Call it in the transaction of what depends on it.
     *
     * @throws id.api.error.IdentityException
     *             CLAIM_LOST when it is not
     */
    void checkUnmoved();

    /** Notes that the engine has the references: from now on they stay, whatever becomes of the run. */
    void referencesAcknowledged();

    /** The context of a stage that the pipeline runs. */
    static OwnContext of(StageContext context) {
        if (context instanceof OwnContext own) {
            return own;
        }
        throw new IllegalArgumentException("This stage runs in the pipeline of id.core.enrollment only");
    }
}
