package id.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A home that lives for one measurement. */
final class TemporaryHome {
    private TemporaryHome() {}

    static Path create() {
        try {
            return Files.createTempDirectory("idem-bench");
        } catch (IOException full) {
            throw CommandFailure.systemFailed("NO_SPACE", "No temporary folder can be made: " + full.getMessage());
        }
    }

    static void delete(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftover) {
            home.toFile().deleteOnExit();
        }
    }
}
