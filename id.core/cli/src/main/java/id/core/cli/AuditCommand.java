package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The audit trail. */
@Command(name = "audit", description = "Reads and verifies the audit trail", mixinStandardHelpOptions = true, subcommands = {
        AuditVerifyCommand.class, AuditExportCommand.class, AuditPersonCommand.class, AuditCommand.Recent.class })
final class AuditCommand {

    /** The newest entries. */
    @Command(name = "list", description = "Lists the newest entries")
    static final class Recent extends RemoteCommand {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "50",
                description = "How many (default: ${DEFAULT-VALUE})") private int limit;

        @Option(names = "--after", paramLabel = "PLACE",
                description = "Instead of the newest those that follow this place of the chain, in their order; 0 for the first") private Long after;

        @Override
        int run(Api api, Output output) {
            JsonNode entries = api.get(after == null ? "/admin/v1/audit?limit=" + limit
                    : "/admin/v1/audit/chain?after=" + after + "&limit=" + limit);
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
