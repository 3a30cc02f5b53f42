package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A system that answers: one that runs already, or one that was started for a single command and is stopped after it.
 */
final class RunningSystem implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final SystemLine line;
    private final Process own;

    private RunningSystem(Path home, SystemLine line, Process own) {
        this.home = home;
        this.line = line;
        this.own = own;
    }

    /** The system of a home; started where none runs. */
    static RunningSystem of(Path home, Output output) {
        Optional<SystemLine> running = running(home);
        if (running.isPresent()) {
            return new RunningSystem(home, running.get(), null);
        }
        output.progress("No system is running in " + home + ": starting one for this command.");
        return start(home, List.of());
    }

    /** Starts a system of its own on any free port. */
    static RunningSystem start(Path home, List<String> options) {
        Path log = null;
        try {
            log = Files.createTempFile("idem-start", ".log");
            List<String> command = new java.util.ArrayList<>(
                    List.of(script().toString(), "run", "--home", home.toString(), "--port", "0"));
            command.addAll(options);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return new RunningSystem(home, awaitStart(home, process, log), process);
        } catch (IOException wrong) {
            throw CommandFailure.systemFailed("START_FAILED", "The system cannot be started: " + wrong.getMessage());
        } finally {
            delete(log);
        }
    }

    /** Where a running system of a home answers; empty when none runs. */
    static Optional<SystemLine> running(Path home) {
        try {
            JsonNode run = Api.JSON.readTree(Files.readString(home.resolve("run/idem.json")));
            boolean alive = ProcessHandle.of(run.path("pid").asLong()).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(line(run, home)) : Optional.empty();
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static SystemLine line(JsonNode run, Path home) {
        String base = run.path("base").asText("http://127.0.0.1:" + run.path("port").asInt());
        String certificate = run.path("certificate").asText();
        return new SystemLine(URI.create(base),
                certificate.isEmpty() ? Optional.empty() : Optional.of(home.resolve(certificate)));
    }

    /** The script that starts systems, in the distribution that this command came with. */
    static Path script() {
        return distribution().resolve("bin/idem");
    }

    static Path distribution() {
        String folder = System.getProperty("idem.distribution");
        if (folder == null) {
            throw CommandFailure.systemFailed("DISTRIBUTION_UNKNOWN",
                    "Start this command through the script idem, or set -Didem.distribution");
        }
        return Path.of(folder);
    }

    private static SystemLine awaitStart(Path home, Process process, Path log) throws IOException {
        Instant end = Instant.now().plus(START_LIMIT);
        while (Instant.now().isBefore(end)) {
            Optional<SystemLine> line = running(home);
            if (line.isPresent()) {
                return line.get();
            }
            if (!process.isAlive()) {
                throw CommandFailure.systemFailed("START_FAILED", Files.readString(log).strip());
            }
            pause();
        }
        process.destroy();
        throw CommandFailure.systemFailed("START_FAILED",
                "The system did not start within " + START_LIMIT.toSeconds() + " s: " + Files.readString(log).strip());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The command was interrupted");
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException leftover) {
                file.toFile().deleteOnExit();
            }
        }
    }

    Path home() {
        return home;
    }

    SystemLine line() {
        return line;
    }

    /** Process id, for measurements; only of a system that was started here. */
    long pid() {
        return own.pid();
    }

    @Override
    public void close() {
        if (own == null) {
            return;
        }
        own.destroy();
        try {
            if (!own.waitFor(40, TimeUnit.SECONDS)) {
                own.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            own.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
