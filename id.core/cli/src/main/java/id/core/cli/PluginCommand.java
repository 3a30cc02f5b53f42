package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
            PluginTable table = new PluginTable(plugins.path("plugins"));
            table.warning().ifPresent(output::note);
            table.lines().forEach(output::line);
            return ExitCode.DONE;
        }
    }
}
