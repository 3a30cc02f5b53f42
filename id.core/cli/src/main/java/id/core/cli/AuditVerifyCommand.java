package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Walks the chain, and holds it against what was exported before. */
@Command(name = "verify", description = "Walks the whole chain and says whether it holds")
final class AuditVerifyCommand extends RemoteCommand {
    private static final Pattern ANCHOR = Pattern.compile("anchors\\[([0-9]{1,3})]");

    @Option(names = "--anchor", paramLabel = "FILE",
            description = "An anchor that audit export wrote: shows a cut at the end too; may be repeated") private List<Path> anchors = new ArrayList<>();

    private final List<String> signed = new ArrayList<>();

    @Override
    void check() {
        anchors.forEach(file -> signed.add(AnchorFile.read(file)));
    }

    @Override
    int run(Api api, Output output) {
        JsonNode result = signed.isEmpty() ? api.post("/admin/v1/audit/verify", Api.object()) : held(api);
        boolean intact = Api.yes(result, "intact");
        output.object(result);
        if (!intact) {
            output.line("The chain is broken at entry " + result.path("sequence").asLong() + ": "
                    + result.path("why").asText());
            return ExitCode.NEGATIVE;
        }
        output.line("The chain holds: " + result.path("entries").asLong() + " entries, "
                + result.path("waiting").asLong() + " not chained yet. Head " + result.path("head").asText());
        output.line(covered(result));
        if (result.has("twiceSince")) {
            output.line("Since " + result.path("twiceSince").asText() + " signed by ML-DSA-65 as well");
        }
        if (!signed.isEmpty()) {
            output.line("It holds what " + (signed.size() == 1 ? "the anchor says" : "the " + signed.size()
                    + " anchors say"));
        }
        for (String fault : List.of("unsigned", "lacking")) {
            if (result.has(fault)) {
                output.note("Look at this: " + result.path(fault).asText());
            }
        }
        return ExitCode.DONE;
    }

    private static String covered(JsonNode result) {
        long checkpoints = result.path("checkpoints").asLong();
        return checkpoints == 0 ? "No signed checkpoint covers it yet"
                : checkpoints + (checkpoints == 1 ? " signed checkpoint covers" : " signed checkpoints cover")
                        + " it up to entry " + result.path("coveredUpTo").asLong() + ", the last of "
                        + result.path("signedAt").asText();
    }

    private JsonNode held(Api api) {
        ObjectNode body = Api.object();
        signed.forEach(body.putArray("anchors")::add);
        try {
            return api.post("/admin/v1/audit/anchors/verify", body);
        } catch (CommandFailure refused) {
            throw new CommandFailure(refused.exitCode(), refused.errors().stream().map(this::named).toList());
        }
    }

    /** Whoever gave files wants to know which. */
    private ApiError named(ApiError error) {
        Matcher place = ANCHOR.matcher(error.field());
        return place.matches() && Integer.parseInt(place.group(1)) < anchors.size()
                ? new ApiError(error.code(), anchors.get(Integer.parseInt(place.group(1))).toString(), error.message())
                : error;
    }
}
