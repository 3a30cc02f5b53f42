package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who did what with one person's data. */
@Command(name = "person",
        description = "Lists who did what with a person's data, when and for what, newest first; this look is in the list as well")
final class AuditPersonCommand extends RemoteCommand {
    @Parameters(paramLabel = "NUMBER", description = "UIN or VID of the person") private String number;

    @Option(names = "--purpose", paramLabel = "TEXT", required = true,
            description = "What you look at it for, such as the number of the person's request; 3 to 200 characters, kept in the trail") private String purpose;

    private ObjectNode body;

    @Override
    void check() {
        body = Api.object().put("purpose", purpose);
        body.set("individual", Individual.of(number));
    }

    @Override
    int run(Api api, Output output) {
        JsonNode trail = api.post("/admin/v1/audit/person", body);
        output.object(trail);
        for (JsonNode entry : trail.path("entries")) {
            StringBuilder line = new StringBuilder(entry.path("at").asText() + "  " + entry.path("event").asText() + "  "
                    + entry.path("outcome").asText() + "  by " + entry.path("actor").asText());
            for (Map.Entry<String, JsonNode> detail : entry.path("details").properties()) {
                line.append("  ").append(detail.getKey()).append('=').append(detail.getValue().asText());
            }
            output.line(line.toString());
        }
        if (Api.yes(trail, "more")) {
            output.line("There are older entries; only the newest are listed.");
        }
        return ExitCode.DONE;
    }
}
