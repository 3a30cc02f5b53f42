package id.core.http.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.api.value.ClientId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of uploads: {@code ID.data}, {@code ID.state} and {@code ID.offset}, how many bytes of the data are durable. Each
 * change is on disk when its method returns. Bytes behind the offset are of a request that nobody acknowledged.
 */
final class UploadFiles {
    static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STATE = ".state";

    private final Path folder;

    UploadFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(STATE))
                    .map(name -> name.substring(0, name.length() - STATE.length())).filter(id -> ID.matcher(id).matches()).toList();
        }
    }

    Path data(String id) {
        return folder.resolve(id + ".data");
    }

    void create(String id, UploadState state) throws IOException {
        Files.createFile(data(id));
        putOffset(id, 0);
        // Last: an upload without its state is none.
        putState(id, state);
    }

    Optional<UploadState> state(String id) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(folder.resolve(id + STATE)));
            UploadState.Outcome outcome = new UploadState.Outcome(UploadState.Kind.valueOf(json.path("kind").asText()),
                    Optional.ofNullable(json.path("enrollment").textValue()), json.path("code").asText(), json.path("field").asText(),
                    json.path("message").asText());
            return Optional.of(new UploadState(new ClientId(json.path("owner").asText()), json.path("length").asLong(),
                    Instant.parse(json.path("expiresAt").asText()), outcome));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (RuntimeException damaged) {
            throw new IOException("The state of an upload is damaged", damaged);
        }
    }

    void putState(String id, UploadState state) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("owner", state.owner().value()).put("length", state.length())
                .put("expiresAt", state.expiresAt().toString()).put("kind", state.outcome().kind().name())
                .put("code", state.outcome().code()).put("field", state.outcome().field()).put("message", state.outcome().message());
        state.outcome().enrollment().ifPresent(enrollment -> json.put("enrollment", enrollment));
        replace(folder.resolve(id + STATE), JSON.writeValueAsBytes(json));
    }

    long offset(String id) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(id + ".offset"));
        if (bytes.length != Long.BYTES) {
            throw new IOException("The offset of an upload is damaged");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    void putOffset(String id, long offset) throws IOException {
        replace(folder.resolve(id + ".offset"), ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    /** Removes the bytes and keeps what came of them. */
    void deleteData(String id) throws IOException {
        Files.deleteIfExists(data(id));
    }

    void delete(String id) throws IOException {
        Files.deleteIfExists(folder.resolve(id + STATE));
        Files.deleteIfExists(folder.resolve(id + ".offset"));
        Files.deleteIfExists(data(id));
        sync();
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path draft = folder.resolve(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync();
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
