package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys of the system. */
@Command(name = "keys", description = "Lists, rotates and revokes the keys of the system", mixinStandardHelpOptions = true,
        subcommands = { KeysCommand.ListKeys.class, KeysCommand.Rotate.class, KeysCommand.Revoke.class,
                KeysCommand.ExportPublic.class, CeremonyCommand.class })
final class KeysCommand {
    private static final String LINE = "%-26s %-12s %-12s %-22s %-22s %s";

    /** What keys there are. */
    @Command(name = "list", description = "Lists all keys, and how far stored values are moved under newer ones")
    static final class ListKeys extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.get("/admin/v1/keys");
            output.object(answer);
            output.line(LINE.formatted("KEY", "KIND", "ALGORITHM", "WRAPPED BY", "SINCE", "").stripTrailing());
            answer.path("keys").forEach(key -> output.line(line(key)));
            for (JsonNode place : answer.path("resealing")) {
                output.line(place.path("place").asText() + ": " + place.path("moved").asLong()
                        + " values moved to version " + place.path("version").asInt()
                        + (place.path("finished").asBoolean() ? ", finished; last at " : ", going on; last at ")
                        + place.path("movedAt").asText());
            }
            return ExitCode.DONE;
        }
    }

    /** The next version. */
    @Command(name = "rotate", description = "Makes the next version of a key; the earlier ones still open what they sealed")
    static final class Rotate extends RemoteCommand {
        @Parameters(paramLabel = "SERIES",
                description = "Which key, without its version, such as identity, master-identity or sign-credential; or: all") private String series;

        @Override
        int run(Api api, Output output) {
            JsonNode answer = api.post("/admin/v1/keys/rotate", Api.object().put("series", series));
            output.object(answer);
            answer.path("keys").forEach(key -> output.line("Works now: " + key.path("name").asText()));
            return ExitCode.DONE;
        }
    }

    /** The end of an earlier version. */
    @Command(name = "revoke",
            description = "Takes an earlier version of a key out of use for ever; refused while anything needs it")
    static final class Revoke extends RemoteCommand {
        @Parameters(paramLabel = "KEY", description = "Which key, as keys list names it") private String key;

        @Override
        int run(Api api, Output output) {
            output.object(api.post("/admin/v1/keys/revoke", Api.object().put("key", key)));
            output.line("Revoked: " + key);
            return ExitCode.DONE;
        }
    }

    /** Public halves. */
    @Command(name = "export-public", description = "Writes the public halves of all keys as a JWK set")
    static final class ExportPublic extends RemoteCommand {
        @Option(names = "--out", paramLabel = "FILE",
                description = "Where to write it; a file that is there stays as it is (default: standard output)") private Path file;

        @Override
        int run(Api api, Output output) {
            JsonNode keys = api.get("/admin/v1/keys/public");
            output.object(keys);
            if (file == null) {
                output.line(keys.toPrettyString());
            } else {
                write(keys);
                output.line(keys.path("keys").size() + " public keys written to " + file);
            }
            return ExitCode.DONE;
        }

        private void write(JsonNode keys) {
            try {
                Files.writeString(file, keys.toPrettyString() + "\n", StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException there) {
                throw CommandFailure.wrongUse("FILE_EXISTS", "out",
                        "The file " + file + " is there: choose another name");
            } catch (IOException refused) {
                throw CommandFailure.wrongUse("FILE_UNWRITABLE", "out", "The file " + file + " cannot be written");
            }
        }
    }

    private static String line(JsonNode key) {
        return LINE.formatted(key.path("name").asText(), key.path("kind").asText(), key.path("algorithm").asText(),
                key.path("wrappedBy").asText("-"), key.path("createdAt").asText().replaceAll("\\.[0-9]+Z", "Z"),
                key.path("newest").asBoolean() ? "" : "earlier").stripTrailing();
    }
}
