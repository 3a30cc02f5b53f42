package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of {@code idem} as a person types them, against the system of one home. */
final class CommandLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 300;

    private final Path home;
    private final Path work;

    CommandLine(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {
        /** The one JSON object on standard output. */
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException noJson) {
                throw new AssertionError("standard output is not one JSON object: " + out + err, noJson);
            }
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "cli", ".out");
        Path err = Files.createTempFile(work, "cli", ".err");
        List<String> command = new ArrayList<>(List.of(new AssembledFolder().path().resolve("bin/idem").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("IDEM_HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end after " + PATIENCE_SECONDS + " s: " + String.join(" ", arguments));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
