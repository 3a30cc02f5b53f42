package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.operation.SafetyFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DatabaseSafetyTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private static List<String> unsafe(TestConfig config) {
        return new DatabaseSafety(config).findings().stream().map(SafetyFinding::setting).toList();
    }

    private static TestConfig withoutPassword(String url) {
        return new TestConfig(url, "idem", "", 16, 4_000, 0, 20_000);
    }

    @Test
    public void aLineToAnotherMachineIsEncryptedToAKnownServer() {
        for (String clear : List.of("jdbc:postgresql://db.example/idem", "jdbc:postgresql://10.0.0.7:5432/idem?sslmode=require",
                "jdbc:postgresql://localhost,db2.example/idem?sslmode=prefer", "jdbc:postgresql://db/idem?sslmode=verify-ca",
                "jdbc:postgresql://db/idem?sslmode=verify-fully", "jdbc:postgresql://127.0.0.1.example/idem")) {
            assertEquals(clear, List.of("id.plugins.storage.sql: url"), unsafe(withoutPassword(clear)));
        }
        for (String good : List.of("jdbc:postgresql://db.example/idem?sslmode=verify-full&sslrootcert=/etc/db.pem",
                "jdbc:postgresql://localhost:5432/idem", "jdbc:postgresql://127.0.0.1/idem", "jdbc:postgresql://[::1]:5432/idem",
                "jdbc:postgresql:idem", "jdbc:h2:file:/srv/idem/db")) {
            assertEquals(good, List.of(), unsafe(withoutPassword(good)));
        }
    }

    private static TestConfig with(String url, String password) {
        return new TestConfig(url, "registry", password, 16, 4_000, 0, 20_000);
    }

    @Test
    public void aPasswordThatEverybodyTriesFirstIsRefused() throws Exception {
        for (String weak : List.of("postgres", "Registry", "changeme", "PASSWORD")) {
            Path file = folder.newFile().toPath();
            Files.writeString(file, weak + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            assertEquals(weak, List.of("id.plugins.storage.sql: passwordFile"),
                    unsafe(with("jdbc:postgresql://localhost/idem", "").withPasswordFile(file.toString())));
        }
    }

    @Test
    public void thePasswordStandsInAFileOfItsOwn() throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, "of the database\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        TestConfig among = with("jdbc:postgresql://localhost/idem", "b7-Kq.19xz");
        assertEquals(List.of("id.plugins.storage.sql: .password"), unsafe(among));
        TestConfig apart = among.withPasswordFile(file.toString());
        assertEquals(List.of(), unsafe(apart));
        assertEquals("of the database", Settings.of(apart).login().password());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals("passwordFile", assertThrows(IdentityException.class, () -> Settings.of(apart)).field());
    }
}
