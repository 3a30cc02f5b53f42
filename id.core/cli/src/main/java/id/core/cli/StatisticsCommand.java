package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts of enrollments. */
@Command(name = "statistics",
        description = "Shows how many enrollments came to their end in each week that is over; groups of fewer than five are merged")
final class StatisticsCommand extends RemoteCommand {
    @Option(names = "--weeks", paramLabel = "N", defaultValue = "4",
            description = "How many weeks (default: ${DEFAULT-VALUE})") private int weeks;

    @Override
    int run(Api api, Output output) {
        JsonNode answer = api.get("/admin/v1/statistics?limit=" + weeks);
        output.object(answer);
        for (JsonNode week : answer.path("weeks")) {
            output.line("Week of " + week.path("monday").asText() + ": " + week.path("finished").asText() + " finished");
            for (Map.Entry<String, JsonNode> dimension : week.path("groups").properties()) {
                StringBuilder line = new StringBuilder(String.format(java.util.Locale.ROOT, "  %-10s", dimension.getKey()));
                dimension.getValue().properties()
                        .forEach(group -> line.append("  ").append(group.getKey()).append(' ').append(group.getValue().asText()));
                output.line(line.toString());
            }
        }
        if (answer.path("weeks").isEmpty()) {
            output.line("No week with five or more is over and counted yet");
        }
        return ExitCode.DONE;
    }
}
