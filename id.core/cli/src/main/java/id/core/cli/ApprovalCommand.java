package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Acts that take two people. */
@Command(name = "approval", description = "Requests that wait for a second person", mixinStandardHelpOptions = true,
        subcommands = { ApprovalCommand.ListRequests.class, ApprovalCommand.Withdraw.class })
final class ApprovalCommand {

    /** What waits. */
    @Command(name = "list", description = "Lists what waits; to approve it, give the very same command as somebody else")
    static final class ListRequests extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.get("/admin/v1/approvals");
            output.object(answer);
            answer.path("requests").forEach(open -> output.line("%s  %s  %s  by %s  until %s".formatted(
                    open.path("id").asText(), open.path("action").asText(), open.path("subject").asText(),
                    open.path("by").asText(), open.path("expiresAt").asText())));
            return ExitCode.DONE;
        }
    }

    /** Taken back. */
    @Command(name = "withdraw", description = "Takes a request back")
    static final class Withdraw extends RemoteCommand {
        @Parameters(paramLabel = "ID", description = "Which, as approval list names it") private String id;

        @Override
        int run(Api api, Output output) {
            output.object(api.delete("/admin/v1/approvals/" + PathPart.of(id)));
            output.line("Withdrawn: " + id);
            return ExitCode.DONE;
        }
    }
}
