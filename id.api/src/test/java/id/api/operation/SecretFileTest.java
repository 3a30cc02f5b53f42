package id.api.operation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SecretFileTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path file(String content, String rights) throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    public void theFirstLineIsTheSecret() throws Exception {
        Path file = file(" s3cret of a database \nmore\n", "rw-------");
        assertEquals("s3cret of a database", new String(SecretFile.read(file, "passwordFile").reveal()));
    }

    @Test
    public void whatIsNotInOrderIsRefusedInWords() throws Exception {
        refused(file("open to all", "rw-r--r--"), "chmod 600");
        refused(file("\nsecond line", "rw-------"), "the first line of ");
        refused(file("x".repeat(10_001), "rw-------"), "the first line of ");
        refused(folder.getRoot().toPath().resolve("gone"), "is not there");
    }

    private static void refused(Path file, String why) {
        IdentityException refused = assertThrows(IdentityException.class, () -> SecretFile.read(file, "passwordFile"));
        assertEquals("passwordFile", refused.field());
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
        assertTrue("nothing of the content", !refused.getMessage().contains("open to all"));
    }
}
