package id.core.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where a command speaks: lines for people, or one JSON object and nothing else. Progress always goes to standard
 * error.
 */
final class Output {
    private final boolean asJson;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private Output(boolean asJson) {
        this.asJson = asJson;
    }

    static Output of(boolean asJson) {
        return new Output(asJson);
    }

    static Output json() {
        return new Output(true);
    }

    boolean isJson() {
        return asJson;
    }

    /** A line for people; left out with JSON. */
    void line(String text) {
        if (!asJson) {
            out.println(text);
        }
    }

    /** A line that nobody may miss: for people among the others, with JSON on standard error. */
    void note(String text) {
        (asJson ? err : out).println(text);
    }

    /** What is going on, for people who wait. */
    void progress(String text) {
        err.println(text);
    }

    PrintStream progressStream() {
        return err;
    }

    /** The one JSON object, in UTF-8 whatever the terminal is; left out for people. */
    void object(JsonNode object) {
        if (asJson) {
            try {
                new PrintStream(out, true, StandardCharsets.UTF_8).println(Api.JSON.writeValueAsString(object));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    void errors(List<ApiError> errors) {
        if (asJson) {
            ObjectNode object = Api.JSON.createObjectNode();
            ArrayNode list = object.putArray("errors");
            errors.forEach(error -> list.addObject().put("code", error.code()).put("field", error.field())
                    .put("message", error.message()));
            object(object);
        } else {
            errors.forEach(error -> err.println(error.line()));
        }
    }
}
