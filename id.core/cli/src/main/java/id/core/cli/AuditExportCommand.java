package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the end of the chain signed, to be kept elsewhere. */
@Command(name = "export",
        description = "Writes an anchor: the end of the chain, signed. Keep it where the system cannot write, and give it to audit verify")
final class AuditExportCommand extends RemoteCommand {
    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "Where to write it; a file that is there stays as it is") private Path file;

    @Override
    void check() {
        AnchorFile.refuseExisting(file);
    }

    @Override
    int run(Api api, Output output) {
        JsonNode anchor = api.post("/admin/v1/audit/anchors", Api.object());
        // An anchor that says nothing would be noticed only when it is needed.
        Api.text(anchor, "jws");
        Api.text(anchor, "head");
        AnchorFile.write(file, anchor);
        output.object(anchor);
        output.line("Anchor of entry " + anchor.path("sequence").asLong() + " written to " + file + ". Head "
                + anchor.path("head").asText());
        output.line("Keep it where this system cannot write; idem audit verify --anchor " + file
                + " holds the chain against it");
        return ExitCode.DONE;
    }
}
