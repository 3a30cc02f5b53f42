package id.api.enrollment;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One step of the pipeline. The order of the steps is a setting of the core that names them; countries insert their
 * own. Must be idempotent: it may run again after a crash. Called from many threads at once, each with another
 * enrollment.
 */
@ConsumerType
public interface EnrollmentStage {
    /** Service property, {@code String}: the name by which the order refers to it. Required. */
    String NAME = "stage.name";
    /**
     * Service property, {@code Boolean}: whether it runs within the store's transaction that records its result.
     * Default false.
     */
    String TRANSACTIONAL = "stage.transactional";

    /**
     * Works on one enrollment; blocks as long as it must, within the time limit that the core is set to. An exception
     * counts as {@link StageResult.RetryLater} when its category is EXTERNAL or EXHAUSTED, as
     * {@link StageResult.Reject} when it is CALLER, and as {@link StageResult.Hold} otherwise.
     */
    StageResult apply(StageContext context);
}
