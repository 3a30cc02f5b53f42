package id.core.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An anchor of the audit trail as a file: what the system answered, in JSON. */
final class AnchorFile {
    private static final long MAX_BYTES = 64 * 1024;

    private AnchorFile() {}

    /** The signed part of an anchor. */
    static String read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw malformed(file);
            }
            String jws = Api.JSON.readTree(Files.readAllBytes(file)).path("jws").asText();
            if (jws.isEmpty()) {
                throw malformed(file);
            }
            return jws;
        } catch (JacksonException noJson) {
            throw malformed(file);
        } catch (IOException unreadable) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "anchor", "The file " + file + " cannot be read");
        }
    }

    /** An anchor that is overwritten proves nothing any more. */
    static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw exists(file);
        }
    }

    static void write(Path file, JsonNode anchor) {
        try {
            String json = Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(anchor) + "\n";
            Files.write(file, json.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw exists(file);
        } catch (IOException refused) {
            throw CommandFailure.wrongUse("FILE_UNWRITABLE", "out", "The file " + file + " cannot be written");
        }
    }

    private static CommandFailure exists(Path file) {
        return CommandFailure.wrongUse("FILE_EXISTS", "out", "The file " + file + " is there: choose another name");
    }

    private static CommandFailure malformed(Path file) {
        return CommandFailure.wrongUse("ANCHOR_MALFORMED", "anchor",
                "The file " + file + " is no anchor: give what idem audit export wrote, whole");
    }
}
