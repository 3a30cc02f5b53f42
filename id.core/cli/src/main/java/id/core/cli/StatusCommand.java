package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Where an enrollment is. */
@Command(name = "status", description = "Tells where an enrollment is")
final class StatusCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "Id of the enrollment") private String enrollment;

    @Override
    int run(Api api, Output output) {
        JsonNode view = api.get("/admin/v1/enrollments/" + PathPart.of(enrollment));
        String words = EnrollmentText.outcome(view);
        output.object(view);
        output.line(words);
        return EnrollmentText.exitCode(view);
    }
}
