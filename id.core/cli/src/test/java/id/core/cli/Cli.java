package id.core.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Commands as a person types them, within the process of the test. */
final class Cli {
    private static final ObjectMapper STRICT = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Cli() {}

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {
        /** Standard output, which must be one JSON object and nothing else. */
        JsonNode json() {
            try {
                JsonNode read = STRICT.readTree(out);
                if (read.isObject()) {
                    return read;
                }
            } catch (IOException noJson) {
                throw new AssertionError("standard output is no JSON: " + this, noJson);
            }
            throw new AssertionError("standard output is no JSON object: " + this);
        }

        /** The only error of the JSON object. */
        JsonNode error() {
            JsonNode errors = json().path("errors");
            if (errors.size() != 1) {
                throw new AssertionError("not one error: " + this);
            }
            return errors.get(0);
        }

        String code() {
            return error().path("code").asText();
        }
    }

    static Result run(String... arguments) {
        return typing("", arguments);
    }

    /** Runs a command for which something is typed. */
    static Result typing(String typed, String... arguments) {
        return inCharset(StandardCharsets.UTF_8, typed, arguments);
    }

    /** Runs a command in a terminal of some character set. */
    static Result inCharset(Charset terminal, String typed, String... arguments) {
        return execute(Idem::commandLine, terminal, typed, arguments);
    }

    /** Runs another command than those of {@code idem}. */
    static Result execute(Supplier<CommandLine> command, String... arguments) {
        return execute(command, StandardCharsets.UTF_8, "", arguments);
    }

    private static Result execute(Supplier<CommandLine> command, Charset terminal, String typed, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, terminal));
        System.setErr(new PrintStream(errBytes, true, terminal));
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            int exitCode = command.get().execute(arguments);
            return new Result(exitCode, outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
