package id.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

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
            home.announce(new Served(URI.create("http://127.0.0.1:8080"), Optional.empty()), Instant.parse("2026-01-01T00:00:00Z"));
            assertEquals("{\"pid\":" + ProcessHandle.current().pid() + ",\"port\":8080,\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                    Files.readString(file).strip());
        }
        assertFalse("still announced", Files.exists(file));
    }

    @Test
    public void anEncryptedLineIsAnnouncedWithItsCertificateToTheOwnerAlone() throws Exception {
        Path root = folder.getRoot().toPath();
        try (Home home = Home.open(root)) {
            home.announce(new Served(URI.create("https://127.0.0.1:8443"), Optional.of(root.resolve("run/tls.pem"))), Instant.EPOCH);
            String json = Files.readString(root.resolve("run/idem.json"));
            assertTrue(json, json.contains("\"port\":8443") && json.contains("\"base\":\"https://127.0.0.1:8443\"")
                    && json.contains("\"certificate\":\"run/tls.pem\""));
            Assume.assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("run/idem.json"))));
        }
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
