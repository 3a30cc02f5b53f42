package id.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HomeTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aNewHomeIsForItsOwnerAlone() throws Exception {
        Path path = folder.getRoot().toPath().resolve("new");
        try (Home home = Home.open(path)) {
            Assume.assumeTrue(Files.getFileStore(path).supportsFileAttributeView("posix"));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())));
        }
    }

    @Test
    public void theRunningSystemIsAnnouncedUntilItStops() throws Exception {
        Path file = folder.getRoot().toPath().resolve("run/idem.json");
        try (Home home = Home.open(folder.getRoot().toPath())) {
            assertFalse("announced before it is ready", Files.exists(file));
            home.announce(8080, Instant.parse("2026-01-01T00:00:00Z"));
            assertEquals("{\"pid\":" + ProcessHandle.current().pid() + ",\"port\":8080,\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                    Files.readString(file).strip());
        }
        assertFalse("still announced", Files.exists(file));
    }

    @Test
    public void whatAKilledProcessLeftIsCleared() throws Exception {
        Path file = folder.getRoot().toPath().resolve("run/idem.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"pid\":1}");
        try (Home home = Home.open(folder.getRoot().toPath())) {
            assertFalse(Files.exists(file));
            assertEquals(folder.getRoot().toPath(), home.folder());
        }
    }

    @Test
    public void aHomeThatIsAFileIsRefused() throws Exception {
        Path file = folder.newFile("file").toPath();
        StartFailure failure = assertThrows(StartFailure.class, () -> Home.open(file));
        assertEquals(1, failure.exitCode());
        assertTrue(failure.getMessage(), failure.getMessage().contains("--home"));
    }
}
