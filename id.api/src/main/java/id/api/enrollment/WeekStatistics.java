package id.api.enrollment;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

/**
 * How many enrollments came to their end in a week.
 *
 * @param monday
 *            when the week began
 * @param finished
 *            how many
 * @param groups
 *            how many of each kind, by dimension; each at least {@link Statistics#LEAST}
 */
public record WeekStatistics(LocalDate monday, long finished, Map<ProfileDimension, Map<String, Long>> groups) {
    public WeekStatistics {
        Objects.requireNonNull(monday, "monday");
        groups = Map.copyOf(groups);
    }
}
