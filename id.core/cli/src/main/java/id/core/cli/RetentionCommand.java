package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** For how long data is kept. */
@Command(name = "retention", description = "Shows for how long data is kept, and removes what is due", mixinStandardHelpOptions = true,
        subcommands = { RetentionCommand.Show.class, RetentionCommand.Run.class })
final class RetentionCommand {

    /** Lists. */
    @Command(name = "list", description = "Lists each kind of data, its period, and what was removed so far")
    static final class Show extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            return show(api.get("/admin/v1/retention"), output);
        }
    }

    /** Removes. */
    @Command(name = "run", description = "Removes now what is due, which happens by itself as well")
    static final class Run extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            return show(api.post("/admin/v1/retention/run", Api.object()), output);
        }
    }

    private static int show(JsonNode answer, Output output) {
        output.object(answer);
        for (JsonNode kind : answer.path("kinds")) {
            String period = kind.path("days").isNumber() ? kind.path("days").asText() + " days"
                    : kind.path("kind").asText().equals("SHORT_LIVED") ? "own times" : "without end";
            String last = kind.path("ranAt").isTextual()
                    ? "  removed " + kind.path("removed").asText() + " up to " + kind.path("upTo").asText() + ", last at "
                            + kind.path("ranAt").asText()
                    : "  nothing removed yet";
            output.line(String.format(java.util.Locale.ROOT, "%-12s %-12s", kind.path("kind").asText(), period) + last);
        }
        return ExitCode.DONE;
    }
}
