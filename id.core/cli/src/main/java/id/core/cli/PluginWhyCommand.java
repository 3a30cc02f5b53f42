package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says how a plugin is and why. */
@Command(name = "why", description = "Says how a plugin is, and why it is not in use or was not let in")
final class PluginWhyCommand extends RemoteCommand {
    private static final Set<String> TOLD = Set.of("name", "version", "state", "problem", "kinds");

    @Mixin private PluginChoice choice = new PluginChoice();

    @Override
    void check() {
        choice.path();
    }

    @Override
    int run(Api api, Output output) {
        JsonNode answer = api.get(choice.path());
        if (answer.path("plugins").isEmpty() && answer.path("refusals").isEmpty()) {
            throw CommandFailure.wrongUse("NOT_FOUND", "name", "No plugin of the name " + choice.name()
                    + " is installed, and none was refused: see idem plugin list, or bring it in with idem plugin install JAR");
        }
        answer.path("plugins").forEach(plugin -> tellPlugin(plugin, output));
        answer.path("refusals").forEach(refusal -> tellRefusal(refusal, output));
        output.object(answer);
        return ExitCode.DONE;
    }

    private static void tellPlugin(JsonNode plugin, Output output) {
        String problem = plugin.path("problem").asText("");
        output.line(Api.text(plugin, "name") + " " + Api.text(plugin, "version") + " is "
                + PluginChangeText.state(plugin) + (problem.isEmpty() ? "" : ": " + problem));
        String kinds = PluginChangeText.kinds(plugin);
        output.line("  " + (kinds.isEmpty() ? "offers nothing" : "offers: " + kinds));
        // Whatever else the system knows of it is for display alone.
        plugin.properties().forEach(fact -> {
            String value = fact.getValue().isValueNode() && !fact.getValue().isNull() ? fact.getValue().asText() : "";
            if (!TOLD.contains(fact.getKey()) && !value.isEmpty()) {
                output.line("  " + words(fact.getKey()) + ": " + value);
            }
        });
    }

    private static void tellRefusal(JsonNode refusal, Output output) {
        String at = refusal.path("at").asText("");
        output.line("Refused: " + Api.text(refusal, "file") + (at.isEmpty() ? "" : " at " + at) + " ("
                + Api.text(refusal, "code") + "): " + Api.text(refusal, "why"));
        String mend = refusal.path("mend").asText("");
        if (!mend.isEmpty()) {
            output.line("  To mend it: " + mend);
        }
    }

    /** {@code lastFaultAt} as people write it. */
    private static String words(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
