package id.api.enrollment;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Counts over anonymous profiles. Only weeks that are over and completely counted are shown, each for itself and one
 * dimension at a time; what is shown of a week never changes afterwards, and groups of fewer than {@link #LEAST} people
 * are merged. So no difference between two answers tells of fewer. Safe for concurrent use.
 */
@ProviderType
public interface Statistics {
    /** Size of the smallest group that is shown. */
    int LEAST = 5;
    /** The group that small groups are merged into. */
    String MERGED = "MERGED";

    /** The last weeks, newest first; none in which fewer than {@link #LEAST} came to their end. */
    List<WeekStatistics> weeks(int limit);
}
