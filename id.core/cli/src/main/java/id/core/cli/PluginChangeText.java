package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * What came of a change of the plugins, in words.
 *
 * @param done
 *            what to say when it is done
 */
record PluginChangeText(String done) {
    int tell(JsonNode change, Output output) {
        String result = Api.text(change, "result");
        int exitCode = switch (result) {
            case "DONE" -> ExitCode.DONE;
            case "KEPT", "REFUSED" -> ExitCode.NEGATIVE;
            default -> throw CommandFailure.systemFailed("ANSWER_MALFORMED",
                    "The system answered a result that this command does not know: are both of one version?");
        };
        String line = switch (result) {
            case "DONE" -> done(change);
            case "KEPT" -> "Kept: " + plugin(change) + " works on. The new version did not come up: "
                    + Api.text(change, "why");
            default -> "Refused (" + Api.text(change, "code") + "): " + Api.text(change, "why");
        };
        output.object(change);
        output.line(line);
        return exitCode;
    }

    private String done(JsonNode change) {
        JsonNode plugin = change.path("plugin");
        String replaced = change.path("replaced").asText("");
        String line = done + ": " + plugin(change) + (replaced.isEmpty() ? "" : " in the place of " + replaced);
        if (done.equals("Removed")) {
            return line;
        }
        String problem = plugin.path("problem").asText("");
        String kinds = kinds(plugin);
        return line + ", " + state(plugin) + (kinds.isEmpty() ? "" : " (" + kinds + ")")
                + (problem.isEmpty() ? "" : "\n  " + problem);
    }

    private static String plugin(JsonNode change) {
        return Api.text(change.path("plugin"), "name") + " " + Api.text(change.path("plugin"), "version");
    }

    static String state(JsonNode plugin) {
        return Api.text(plugin, "state").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String kinds(JsonNode plugin) {
        StringJoiner kinds = new StringJoiner(", ");
        plugin.path("kinds").forEach(kind -> kinds.add(kind.asText()));
        return kinds.toString();
    }
}
