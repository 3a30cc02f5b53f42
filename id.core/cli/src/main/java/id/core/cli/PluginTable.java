package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Plugins as lines for people. */
final class PluginTable {
    private static final String FORM = "%-34s %-22s %-16s %-10s %-9s %8s %7s %8s %8s  %s";

    private final JsonNode plugins;

    PluginTable(JsonNode plugins) {
        this.plugins = plugins;
    }

    /** What must not be overlooked; empty when every plugin is signed or came with the distribution. */
    Optional<String> warning() {
        StringJoiner names = new StringJoiner(", ");
        for (JsonNode plugin : plugins) {
            if (isUnsigned(plugin)) {
                names.add(plugin.path("name").asText() + " " + plugin.path("version").asText());
            }
        }
        return names.length() == 0
                ? Optional.empty()
                : Optional.of("UNSIGNED plugins are installed: " + names + ". Nobody answers for what they do.");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, FORM, "PLUGIN", "VERSION", "FROM", "STATE", "BREAKER", "CALLS", "FAILED",
                "P50 MS", "P99 MS", "OFFERS, AND WHY IT IS NOT IN USE"));
        for (JsonNode plugin : plugins) {
            lines.add(line(plugin));
        }
        return lines;
    }

    private static String line(JsonNode plugin) {
        JsonNode figures = plugin.path("figures");
        JsonNode latency = figures.path("latency");
        boolean measured = latency.path("count").asLong() > 0;
        StringJoiner kinds = new StringJoiner(", ");
        plugin.path("kinds").forEach(kind -> kinds.add(kind.asText()));
        String problem = plugin.path("problem").asText();
        int hanging = figures.path("hanging").asInt();
        return String.format(Locale.ROOT, FORM, plugin.path("name").asText(), plugin.path("version").asText(),
                origin(plugin), plugin.path("state").asText(), figures.path("breaker").asText().toLowerCase(Locale.ROOT),
                figures.path("calls").asLong(), figures.path("failures").asLong(),
                measured ? millis(latency.path("p50Millis")) : "", measured ? millis(latency.path("p99Millis")) : "",
                kinds + (plugin.path("process").asText("").isEmpty() ? "" : "  in a process of its own")
                        + (problem.isEmpty() ? "" : "  " + problem) + (hanging == 0 ? "" : "  " + hanging + " calls hang"))
                .stripTrailing();
    }

    private static boolean isUnsigned(JsonNode plugin) {
        return plugin.path("origin").path("kind").asText().equals("UNSIGNED");
    }

    private static String origin(JsonNode plugin) {
        JsonNode origin = plugin.path("origin");
        return switch (origin.path("kind").asText()) {
            case "SIGNED" -> origin.path("publisher").asText();
            case "UNSIGNED" -> "UNSIGNED";
            default -> "distribution";
        };
    }

    private static String millis(JsonNode millis) {
        return String.format(Locale.ROOT, "%.1f", millis.asDouble());
    }
}
