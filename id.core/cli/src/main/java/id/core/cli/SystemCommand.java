package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** How the system is. */
@Command(name = "system", description = "Tells how the system is")
final class SystemCommand extends RemoteCommand {
    @Override
    int run(Api api, Output output) {
        JsonNode system = api.get("/admin/v1/system");
        output.object(system);
        system.properties().forEach(part -> output.line(
                part.getKey() + ": " + (part.getValue().isValueNode() ? part.getValue().asText() : part.getValue())));
        return ExitCode.DONE;
    }
}
