package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(name = "audit", description = "Reads and verifies the audit trail", mixinStandardHelpOptions = true, subcommands = {
        AuditCommand.Verify.class, AuditCommand.Recent.class })
final class AuditCommand {

    /** Walks the chain. */
    @Command(name = "verify", description = "Walks the whole chain and says whether it holds")
    static final class Verify extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode result = api.post("/admin/v1/audit/verify", Api.object());
            boolean intact = Api.yes(result, "intact");
            output.object(result);
            if (intact) {
                output.line("The chain holds: " + result.path("entries").asLong() + " entries, "
                        + result.path("waiting").asLong() + " not chained yet. Head " + result.path("head").asText());
                return ExitCode.DONE;
            }
            output.line("The chain is broken at entry " + result.path("sequence").asLong() + ": "
                    + result.path("why").asText());
            return ExitCode.NEGATIVE;
        }
    }

    /** The newest entries. */
    @Command(name = "list", description = "Lists the newest entries")
    static final class Recent extends RemoteCommand {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
                description = "How many (default: ${DEFAULT-VALUE})") private int limit;

        @Override
        int run(Api api, Output output) {
            JsonNode entries = api.get("/admin/v1/audit?limit=" + limit);
            output.object(entries);
            for (JsonNode entry : entries.path("entries")) {
                output.line(entry.path("sequence").asText() + "  " + entry.path("at").asText() + "  "
                        + entry.path("event").asText() + "  " + entry.path("outcome").asText() + "  by "
                        + entry.path("actor").asText() + "  " + entry.path("subject").asText());
            }
            return ExitCode.DONE;
        }
    }
}
