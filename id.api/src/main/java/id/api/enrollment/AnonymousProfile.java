package id.api.enrollment;

import java.util.Map;

/**
 * What is kept for statistics of an enrollment that came to its end: bands and listed words, no id and no time.
 *
 * @param week
 *            when it ended: weeks from Monday to Sunday (UTC), counted from the one that began on 1969-12-29
 * @param values
 *            a value of 1 to 32 characters for each dimension
 */
public record AnonymousProfile(int week, Map<ProfileDimension, String> values) {
    public AnonymousProfile {
        values = Map.copyOf(values);
        if (values.size() != ProfileDimension.values().length) {
            throw new IllegalArgumentException("A value for each dimension");
        }
    }
}
