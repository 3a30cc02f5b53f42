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
 * @param origin
 *            where it comes from
 * @param figures
 *            how its calls go
 * @param process
 *            how its process is, one sentence for an operator; empty when it runs in the core's own
 * @param problem
 *            why it is not in use or not called, in words that an operator understands; empty when it is
 */
public record PluginStatus(String name, String version, PluginState state, List<String> kinds, PluginOrigin origin,
        PluginFigures figures, String process, String problem) {
    public PluginStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        kinds = List.copyOf(kinds);
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(figures, "figures");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(problem, "problem");
    }

    /** It offers its services, and the core calls them. */
    public boolean isUsable() {
        return state == PluginState.IN_USE && figures.breaker() != PluginFigures.Breaker.OPEN;
    }
}
