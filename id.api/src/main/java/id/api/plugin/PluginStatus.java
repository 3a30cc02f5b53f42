package id.api.plugin;

import java.util.List;
import java.util.Objects;

/**
 * How a plugin is.
 *
 * @param name
 *            symbolic name of its bundle
 * @param version
 *            version of its bundle
 * @param state
 *            where it is
 * @param kinds
 *            the SPIs that it offers, by simple name
 * @param calls
 *            calls so far
 * @param failures
 *            calls that failed or timed out so far
 * @param problem
 *            why it is not in use, in words that an operator understands; empty when it is
 */
public record PluginStatus(String name, String version, PluginState state, List<String> kinds, long calls,
        long failures, String problem) {
    public PluginStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        kinds = List.copyOf(kinds);
        Objects.requireNonNull(problem, "problem");
    }
}
