package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why an enrollment is where it is. */
@Command(name = "explain", description = "Tells why an enrollment is where it is: each stage, its result, score, rule, time")
final class ExplainCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "Id of the enrollment") private String enrollment;

    @Override
    int run(Api api, Output output) {
        JsonNode explanation = api.get("/admin/v1/enrollments/" + PathPart.of(enrollment) + "/explanation");
        String words = EnrollmentText.outcome(explanation);
        output.object(explanation);
        output.line("Received " + explanation.path("receivedAt").asText());
        explanation.path("stages").forEach(run -> output.line("  " + EnrollmentText.stage(run)));
        output.line(words);
        return ExitCode.DONE;
    }
}
