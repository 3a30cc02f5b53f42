package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is kept out at once. */
@Command(name = "hotlist", description = "Keeps out at once what is stolen or misused", mixinStandardHelpOptions = true,
        subcommands = { HotlistCommand.Add.class, HotlistCommand.Remove.class, HotlistCommand.ListEntries.class })
final class HotlistCommand {
    private static final String KINDS = "What it is: uin, vid, device, partner, station, operator";

    /** What an entry can be of. */
    enum Kind {
        UIN, VID, DEVICE, PARTNER, STATION, OPERATOR
    }

    /** Out. */
    @Command(name = "add", description = "Keeps something out at once, on every node")
    static final class Add extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "KIND", description = KINDS) private Kind kind;

        @Parameters(index = "1", paramLabel = "VALUE", description = "Which one: its number, serial or id") private String value;

        @Option(names = "--reason", paramLabel = "TEXT", required = true,
                description = "Why, without personal data; 3 to 200 characters") private String reason;

        @Option(names = "--hours", paramLabel = "COUNT",
                description = "How long; left out: until it is removed") private Long hours;

        @Override
        int run(Api api, Output output) {
            ObjectNode body = Api.object().put("kind", kind.name()).put("value", value).put("reason", reason);
            if (hours != null) {
                body.put("expiresAt", Instant.now().plus(Duration.ofHours(hours)).toString());
            }
            output.object(api.post("/admin/v1/hotlist", body));
            output.line("Kept out from now on.");
            return ExitCode.DONE;
        }
    }

    /** In again. */
    @Command(name = "remove", description = "Lets something in again")
    static final class Remove extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "KIND", description = KINDS) private Kind kind;

        @Parameters(index = "1", paramLabel = "VALUE", description = "Which one: its number, serial or id") private String value;

        @Override
        int run(Api api, Output output) {
            output.object(api.post("/admin/v1/hotlist/remove",
                    Api.object().put("kind", kind.name()).put("value", value)));
            output.line("Let in again.");
            return ExitCode.DONE;
        }
    }

    /** All. */
    @Command(name = "list", description = "Lists what is kept out; numbers of persons are not shown")
    static final class ListEntries extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.get("/admin/v1/hotlist");
            output.object(answer);
            answer.path("entries").forEach(entry -> output.line("%-9s %-24s since %s until %s by %s: %s".formatted(
                    entry.path("kind").asText(), entry.path("value").asText("(not shown)"), entry.path("since").asText(),
                    entry.path("expiresAt").asText("removed"), entry.path("by").asText(),
                    entry.path("reason").asText())));
            return ExitCode.DONE;
        }
    }
}
