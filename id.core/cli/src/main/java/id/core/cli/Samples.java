package id.core.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.HashSet;

/** Samples named on the command line as {@code POSITION=FILE}. */
final class Samples {
    private static final List<String> FINGERS = List.of("right-thumb", "right-index", "right-middle", "right-ring",
            "right-little", "left-thumb", "left-index", "left-middle", "left-ring", "left-little", "unknown-finger");

    private Samples() {}

    static List<ObjectNode> fingers(List<String> arguments) {
        List<ObjectNode> samples = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String position = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !FINGERS.contains(position)) {
                throw CommandFailure.wrongUse("POSITION_UNKNOWN", "finger",
                        "Write --finger POSITION=FILE with one of " + String.join(", ", FINGERS));
            }
            if (!seen.add(position)) {
                throw CommandFailure.wrongUse("POSITION_REPEATED", "finger",
                        position + " is given twice: give each finger once");
            }
            samples.add(sample(position, Path.of(argument.substring(equals + 1)), position));
        }
        return samples;
    }

    static ObjectNode face(Path file) {
        return sample("face", file, "face");
    }

    private static ObjectNode sample(String position, Path file, String field) {
        return Api.object().put("position", position).put("data",
                Base64.getEncoder().encodeToString(read(file, field)));
    }

    static byte[] read(Path file, String field) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length == 0) {
                throw CommandFailure.wrongUse("SAMPLE_EMPTY", field,
                        "The file " + file + " is empty: export or capture it again");
            }
            return content;
        } catch (IOException missing) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", field,
                    "The file " + file + " cannot be read: check its name and rights");
        }
    }
}
