package id.core.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enrolls a person from a file of attributes and files of samples. */
@Command(name = "enroll", description = "Enrolls a person")
final class EnrollCommand extends RemoteCommand {
    @Parameters(paramLabel = "person.json", description = "The attributes, as the ID schema asks for them") private Path person;

    @Option(names = "--finger", paramLabel = "POSITION=FILE",
            description = "A finger: right-index=right.png; may be repeated") private List<String> fingers = new ArrayList<>();

    @Option(names = "--face", paramLabel = "FILE", description = "The portrait") private Path face;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the enrollment (default: the system makes one)") private String id;

    @Option(names = "--wait", description = "Show the stages as they pass and wait for the outcome") private boolean wait;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "120",
            description = "Longest to wait (default: ${DEFAULT-VALUE})") private int timeout;

    private ObjectNode body;

    @Override
    void check() {
        if (timeout < 0) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "timeout", "--timeout takes 0 seconds or more");
        }
        body = Api.object();
        if (id != null) {
            body.put("enrollmentId", id);
        }
        body.set("attributes", attributes());
        ArrayNode samples = body.putArray("samples");
        Samples.fingers(fingers).forEach(samples::add);
        if (face != null) {
            samples.add(Samples.face(face));
        }
    }

    private JsonNode attributes() {
        try {
            JsonNode read = Api.JSON.readTree(Samples.read(person, "person"));
            if (!read.isObject()) {
                throw CommandFailure.wrongUse("MALFORMED", "person",
                        "The file " + person + " must hold one JSON object");
            }
            return read;
        } catch (JsonProcessingException wrong) {
            throw CommandFailure.wrongUse("MALFORMED", "person",
                    "The file " + person + " is no JSON in UTF-8 (line " + wrong.getLocation().getLineNr() + ")");
        } catch (IOException otherCharacters) {
            throw CommandFailure.wrongUse("MALFORMED", "person", "The file " + person + " is no JSON in UTF-8");
        }
    }

    @Override
    int run(Api api, Output output) {
        JsonNode received = api.post("/station/v1/enrollments", body);
        String enrollment = Api.text(received, "enrollmentId");
        if (!wait) {
            output.object(withErrors(received));
            output.line("Received: " + enrollment);
            output.line("Follow it with: idem status " + enrollment);
            return ExitCode.DONE;
        }
        output.note("Received: " + enrollment);
        JsonNode outcome = new EnrollmentWatch(api, enrollment).awaitOutcome(timeout, output);
        String words = EnrollmentText.outcome(outcome);
        output.object(withErrors(outcome));
        output.line(words);
        return EnrollmentText.exitCode(outcome);
    }

    /** Programs that read the answer find the list whether there is anything wrong or not. */
    private static JsonNode withErrors(JsonNode enrollment) {
        ((ObjectNode) enrollment).withArray("errors");
        return enrollment;
    }
}
