package id.core.cli;

import picocli.CommandLine.Command;

/** Takes a plugin in. */
@Command(name = "install", description = "Takes a plugin in, for now and for every later start")
final class PluginInstallCommand extends PluginUpload {
    PluginInstallCommand() {
        super("/admin/v1/plugins/install", "Installed");
    }
}
