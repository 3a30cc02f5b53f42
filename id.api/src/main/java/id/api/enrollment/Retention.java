package id.api.enrollment;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Removes what has been kept for as long as the settings say. It works by itself, one node at a time and in small steps;
 * each step with something removed is in the audit trail. What an enrollment that is under way needs is never removed.
 * Safe for concurrent use.
 */
@ProviderType
public interface Retention {
    /** Every kind. */
    List<RetentionState> list();

    /**
     * Removes what is due now, unless another node is at it; returns {@link #list} afterwards. May take minutes.
     *
     * @throws id.api.error.IdentityException
     *             CONFLICT while another node or an earlier call is at it
     */
    List<RetentionState> run();
}
