package id.core.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a plugin out. */
@Command(name = "remove", description = "Takes a plugin out when its calls have ended, and forgets it")
final class PluginRemoveCommand extends RemoteCommand {
    @Mixin private PluginChoice choice = new PluginChoice();

    @Override
    void check() {
        choice.path();
    }

    @Override
    int run(Api api, Output output) {
        return new PluginChangeText("Removed").tell(api.delete(choice.path()), output);
    }
}
