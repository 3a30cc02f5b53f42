package id.plugins.keys.pkcs12;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.KeyVault;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import id.tck.KeyVaultContract;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The contract, and what is a file's own: passwords, locks, damage. */
public class Pkcs12KeyVaultTest extends KeyVaultContract {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Pkcs12KeyVault vault;

    @Before
    public void open() {
        vault = vaultWith("", "", "");
    }

    @After
    public void close() throws IOException {
        vault.close();
    }

    @Test
    public void keepsItsKeysOverARestart() throws IOException {
        for (KeyType type : KeyType.values()) {
            vault.create("key-" + type.ordinal(), type);
        }
        List<VaultKey> before = vault.keys();
        byte[] wrapped = vault.wrap("key-3", new byte[16]);
        byte[] signed = vault.sign("key-1", new byte[]{ 7 });
        reopen();
        assertEquals(KeyType.values().length, before.size());
        assertEquals(before, vault.keys());
        assertArrayEquals(new byte[16], vault.unwrap("key-3", wrapped));
        assertArrayEquals(signed, vault.sign("key-1", new byte[]{ 7 }));
    }

    @Test
    public void keepsItsFilesToTheOwner() throws IOException {
        vault.create("master", KeyType.AES256_WRAP);
        for (String name : List.of("vault.p12", "vault.password")) {
            assertEquals("rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(keys().resolve(name))));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys())));
        assertFalse(Files.exists(keys().resolve("vault.p12.new")));
    }

    @Test
    public void refusesAWrongPasswordAndLeavesTheFileAlone() throws IOException {
        vault.create("master", KeyType.AES256_WRAP);
        vault.close();
        byte[] content = Files.readAllBytes(keys().resolve("vault.p12"));
        assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith("", "another password", ""));
        assertArrayEquals(content, Files.readAllBytes(keys().resolve("vault.p12")));
        vault = vaultWith("", "", "");
        assertEquals(1, vault.keys().size());
    }

    @Test
    public void refusesACutOrEmptyFile() throws IOException {
        vault.create("master", KeyType.AES256_WRAP);
        vault.close();
        Path file = keys().resolve("vault.p12");
        byte[] content = Files.readAllBytes(file);
        for (int length : new int[]{ 0, 1, content.length / 2, content.length - 1 }) {
            Files.write(file, Arrays.copyOf(content, length));
            assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith("", "", ""));
            assertEquals(length, Files.size(file));
        }
        Files.write(file, content);
        vault = vaultWith("", "", "");
    }

    @Test
    public void neverMakesANewPasswordForAnOldVault() throws IOException {
        vault.create("master", KeyType.AES256_WRAP);
        vault.close();
        Files.delete(keys().resolve("vault.password"));
        IdentityException refused = assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith("", "", ""));
        assertEquals("passwordFile", refused.field());
        assertFalse(Files.exists(keys().resolve("vault.password")));
    }

    @Test
    public void goesOnAfterAKillBetweenPasswordAndVault() throws IOException {
        byte[] password = Files.readAllBytes(keys().resolve("vault.password"));
        Files.write(keys().resolve("vault.p12.new"), new byte[]{ 1 });
        reopen();
        vault.create("master", KeyType.AES256_WRAP);
        assertArrayEquals(password, Files.readAllBytes(keys().resolve("vault.password")));
    }

    @Test
    public void isOpenOnceOnly() {
        assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith("", "", ""));
    }

    @Test
    public void takesOwnFileAndPassword() throws IOException {
        String file = folder.getRoot().toPath().resolve("elsewhere/own.p12").toString();
        Pkcs12KeyVault own = vaultWith(file, "a long enough one", "");
        own.create("master", KeyType.AES256_WRAP);
        own.close();
        Pkcs12KeyVault again = vaultWith(file, "a long enough one", "");
        assertEquals(1, again.keys().size());
        again.close();
        assertFalse(new String(Files.readAllBytes(Path.of(file))).contains("a long enough one"));
    }

    @Test
    public void namesTheSettingThatIsWrong() {
        assertEquals(".password",
                assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith("x", "short", "")).field());
        assertEquals(".password", assertCode(SecurityError.VAULT_UNAVAILABLE,
                () -> vaultWith("x", "a long enough one", "also")).field());
        assertEquals("file", assertCode(SecurityError.VAULT_UNAVAILABLE,
                () -> new Pkcs12KeyVault(config("", "", ""), (String) null)).field());
    }

    @Override
    protected KeyVault vault() {
        return vault;
    }

    @Override
    protected void reopen() throws IOException {
        vault.close();
        vault = vaultWith("", "", "");
    }

    private Path keys() {
        return folder.getRoot().toPath().resolve("keys");
    }

    private Pkcs12KeyVault vaultWith(String file, String password, String passwordFile) {
        return new Pkcs12KeyVault(config(file, password, passwordFile), folder.getRoot().toString());
    }

    private static IdentityException assertCode(SecurityError code, Runnable call) {
        IdentityException thrown = assertThrows(IdentityException.class, call::run);
        assertEquals(code, thrown.code());
        return thrown;
    }

    @Test
    public void aPasswordBesideTheVaultIsUnsafeWhileTheVaultIsInUse() {
        assertEquals(List.of("id.plugins.keys.pkcs12: passwordFile"), unsafe(config("", "", ""), null));
        assertEquals(1, unsafe(config("/a/vault.p12", "", "/a/secret"), "(vault.kind=pkcs12)").size());
        assertEquals(List.of(), unsafe(config("", "", ""), "(vault.kind=pkcs11)"));
        assertEquals(List.of(), unsafe(config("", "", "/elsewhere/secret"), null));
        assertEquals(List.of("id.plugins.keys.pkcs12: .password"), unsafe(config("", "given by a setting", ""), null));
    }

    @Test
    public void aPasswordThatPeopleChooseIsUnsafe() throws IOException {
        Path password = folder.newFile().toPath();
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(password, "correct horse battery staple\n");
        assertEquals(List.of("id.plugins.keys.pkcs12: passwordFile"), unsafe(config("", "", password.toString()), null));
        Files.writeString(password, "x7bq3RgJ5kP0sVYfW2mLhT9cNd8aUeZoKiXwByQ1vMs=\n");
        assertEquals(List.of(), unsafe(config("", "", password.toString()), null));
    }

    /** As the operator's page shows it. */
    @Test
    public void aVaultComesUnderAnotherPasswordByTheToolOfTheJdk() throws Exception {
        Path chosen = folder.newFile().toPath();
        Files.writeString(chosen, "correct horse battery staple\n");
        Path generated = folder.newFile().toPath();
        Files.writeString(generated, "x7bq3RgJ5kP0sVYfW2mLhT9cNd8aUeZoKiXwByQ1vMs=\n");
        Path before = folder.getRoot().toPath().resolve("before.p12");
        Path after = folder.getRoot().toPath().resolve("after.p12");
        Pkcs12KeyVault old = vaultWith(before.toString(), "", chosen.toString());
        for (KeyType type : KeyType.values()) {
            old.create("key-" + type.ordinal(), type);
        }
        List<VaultKey> keys = old.keys();
        byte[] wrapped = old.wrap("key-3", new byte[16]);
        old.close();
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-importkeystore",
                "-srckeystore", before.toString(), "-srcstorepass:file", chosen.toString(), "-destkeystore", after.toString(),
                "-deststoretype", "PKCS12", "-deststorepass:file", generated.toString()).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(said, 0, keytool.waitFor());
        Pkcs12KeyVault now = vaultWith(after.toString(), "", generated.toString());
        assertEquals(keys.stream().map(VaultKey::name).toList(), now.keys().stream().map(VaultKey::name).toList());
        assertArrayEquals(new byte[16], now.unwrap("key-3", wrapped));
        now.close();
        assertCode(SecurityError.VAULT_UNAVAILABLE, () -> vaultWith(after.toString(), "", chosen.toString()));
    }

    private static List<String> unsafe(Pkcs12KeyVault.Config config, String target) {
        return new VaultSafety(config, target, "/home/of/idem").findings().stream()
                .map(id.api.operation.SafetyFinding::setting).toList();
    }

    private static Pkcs12KeyVault.Config config(String file, String password, String passwordFile) {
        return new Pkcs12KeyVault.Config() {
            @Override
            public String file() {
                return file;
            }

            @Override
            public String _password() {
                return password;
            }

            @Override
            public String passwordFile() {
                return passwordFile;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Pkcs12KeyVault.Config.class;
            }
        };
    }
}
