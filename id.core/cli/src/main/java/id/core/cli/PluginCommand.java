package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.StringJoiner;
import picocli.CommandLine.Command;

/** Plugins. */
@Command(name = "plugin", description = "Brings plugins in and out, shows and signs them", mixinStandardHelpOptions = true, subcommands = {
        PluginCommand.ListPlugins.class, PluginInstallCommand.class, PluginUpgradeCommand.class,
        PluginRemoveCommand.class, PluginWhyCommand.class, PluginSignCommand.class, PluginNewKeyCommand.class })
final class PluginCommand {

    /** What is installed. */
    @Command(name = "list", description = "Lists what is installed and how it is")
    static final class ListPlugins extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode plugins = api.get("/admin/v1/plugins");
            output.object(plugins);
            for (JsonNode plugin : plugins.path("plugins")) {
                StringJoiner kinds = new StringJoiner(", ");
                plugin.path("kinds").forEach(kind -> kinds.add(kind.asText()));
                output.line(String
                        .format(Locale.ROOT, "%-34s %-22s %-10s calls %d, failed %d  %s  %s",
                                plugin.path("name").asText(), plugin.path("version").asText(),
                                plugin.path("state").asText(), plugin.path("calls").asLong(),
                                plugin.path("failures").asLong(), kinds, plugin.path("problem").asText())
                        .stripTrailing());
            }
            return ExitCode.DONE;
        }
    }
}
