package id.core.partner;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Client;
import id.api.storage.StorageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FirstAdministratorTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private final MemoryPartnerStore store = new MemoryPartnerStore();
    private Path file;

    @Before
    public void place() {
        file = FirstAdministrator.keyFile(folder.getRoot().toString());
    }

    @Test
    public void isRegisteredWithTheKeyInItsFile() throws Exception {
        start(false);
        Client admin = registry().find(FirstAdministrator.ID).orElseThrow();
        ECKey key = ECKey.parse(Files.readString(file));
        assertTrue(key.isPrivate());
        assertEquals(key.computeThumbprint().toString(), key.getKeyID());
        assertEquals(key.toPublicJWK().toJSONObject(), ECKey.parse(admin.publicKeys().getFirst()).toJSONObject());
        assertEquals(Set.of("administrator"), admin.roles());
        assertEquals(Set.of("name", "phone"), admin.releasableAttributes());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    public void isMadeOnce() throws IOException {
        start(false);
        byte[] key = Files.readAllBytes(file);
        var before = store.list();
        start(false);
        assertArrayEquals(key, Files.readAllBytes(file));
        assertEquals(before, store.list());
        assertEquals(1, store.audited.size());
    }

    @Test
    public void takesUpTheKeyOfAStartThatWasKilled() throws Exception {
        store.auditFails = true;
        assertEquals(StorageError.STORE_UNAVAILABLE,
                assertThrows(IdentityException.class, () -> start(false)).code());
        assertEquals(List.of(), store.list());
        String key = Files.readString(file);
        Files.write(file.resolveSibling("admin.jwk.new"), new byte[]{ 1 });
        store.auditFails = false;
        start(false);
        assertEquals(key, Files.readString(file));
        assertEquals(ECKey.parse(key).getKeyID(), ECKey.parse(store.list().getFirst().publicKeys().getFirst()).getKeyID());
    }

    @Test
    public void neverOverwritesAFileThatItCannotRead() throws IOException {
        Files.createDirectories(file.getParent());
        for (String content : List.of("", "{", "{\"kty\":\"EC\"}", "something else")) {
            Files.writeString(file, content);
            IdentityException refused = assertThrows(IdentityException.class, () -> start(false));
            assertEquals(GeneralError.MALFORMED, refused.code());
            assertEquals(content, Files.readString(file));
            assertEquals(List.of(), store.list());
        }
    }

    @Test
    public void othersWorkWithoutItsFileAndNoKeyIsMadeUnasked() throws IOException {
        start(false);
        Files.delete(file);
        start(false);
        assertFalse(Files.exists(file));
        Files.writeString(file, "broken");
        start(false);
        assertEquals("broken", Files.readString(file));
    }

    @Test
    public void getsANewKeyWhenAsked() throws Exception {
        start(false);
        String lost = ECKey.parse(Files.readString(file)).getKeyID();
        Files.delete(file);
        start(true);
        String fresh = ECKey.parse(Files.readString(file)).getKeyID();
        assertNotEquals(lost, fresh);
        assertEquals(fresh, ECKey.parse(store.list().getFirst().publicKeys().getFirst()).getKeyID());
        assertEquals("client.keys-replaced", store.audited.getLast().event());
    }

    private void start(boolean recover) {
        new FirstAdministrator(registry(), file, List.of("name", "phone")).ensure(recover);
    }

    private StoredPartnerRegistry registry() {
        return new StoredPartnerRegistry(store, store, store, InstantSource.fixed(Instant.EPOCH));
    }
}
