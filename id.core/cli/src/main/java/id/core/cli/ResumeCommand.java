package id.core.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a held enrollment go on. */
@Command(name = "resume", description = "Lets a held enrollment go on")
final class ResumeCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "Id of the enrollment") private String enrollment;

    @Override
    int run(Api api, Output output) {
        api.post("/admin/v1/enrollments/" + PathPart.of(enrollment) + "/resume", Api.object());
        output.object(Api.object().put("enrollmentId", enrollment).put("resumed", true));
        output.line("Goes on. Follow it with: idem status " + enrollment);
        return ExitCode.DONE;
    }
}
