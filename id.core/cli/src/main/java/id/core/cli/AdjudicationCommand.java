package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cases that people decide. */
@Command(name = "adjudication", description = "Shows and decides possible duplicates", mixinStandardHelpOptions = true, subcommands = {
        AdjudicationCommand.ListCases.class, AdjudicationCommand.Decide.class })
final class AdjudicationCommand {

    /** The queue. */
    @Command(name = "list", description = "Lists the cases that wait, oldest first")
    static final class ListCases extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode cases = api.get("/admin/v1/adjudication");
            output.object(cases);
            JsonNode list = cases.path("cases");
            if (list.isEmpty()) {
                output.line("No case waits.");
            }
            for (JsonNode one : list) {
                StringJoiner candidates = new StringJoiner(", ");
                one.path("candidates").forEach(candidate -> candidates.add(candidate.asText()));
                output.line(one.path("enrollmentId").asText() + " since " + one.path("since").asText()
                        + ", may be a duplicate of " + candidates);
            }
            return ExitCode.DONE;
        }
    }

    /** What people found. */
    enum Decision {
        UNIQUE, DUPLICATE, REFUSE
    }

    /** A decision. */
    @Command(name = "decide", description = "Decides a case")
    static final class Decide extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Id of the enrollment") private String enrollment;

        @Parameters(index = "1", paramLabel = "DECISION", description = "${COMPLETION-CANDIDATES}") private Decision decision;

        @Option(names = "--of", paramLabel = "ID",
                description = "The earlier enrollment of the same person; with DUPLICATE") private String of;

        @Option(names = "--comment", paramLabel = "TEXT", required = true,
                description = "Why, without personal data") private String comment;

        @Override
        void check() {
            if ((decision == Decision.DUPLICATE) != (of != null)) {
                throw CommandFailure.wrongUse("MISSING_VALUE", "of",
                        "Name the earlier enrollment with --of ID, with DUPLICATE and only then");
            }
        }

        @Override
        int run(Api api, Output output) {
            ObjectNode body = Api.object().put("decision", decision.name()).put("comment", comment);
            if (of != null) {
                body.put("of", of);
            }
            api.post("/admin/v1/adjudication/" + PathPart.of(enrollment), body);
            output.object(Api.object().put("enrollmentId", enrollment).put("decision", decision.name()));
            output.line("Decided. Follow it with: idem status " + enrollment);
            return ExitCode.DONE;
        }
    }
}
