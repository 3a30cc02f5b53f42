package id.core.cli;

import picocli.CommandLine.Command;

/** Puts another version in the place of the one that is there. */
@Command(name = "upgrade",
        description = "Puts a version in the place of the one that is there; when it does not come up, the old one stays")
final class PluginUpgradeCommand extends PluginUpload {
    PluginUpgradeCommand() {
        super("/admin/v1/plugins/upgrade", "Upgraded");
    }
}
