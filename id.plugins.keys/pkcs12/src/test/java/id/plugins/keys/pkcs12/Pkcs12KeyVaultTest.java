package id.plugins.keys.pkcs12;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.crypto.KeyAgreement;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class Pkcs12KeyVaultTest {
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
    public void signsEs256ThatTheJdkVerifies() throws GeneralSecurityException {
        vault.create("sign", KeyType.P256_SIGN);
        for (int i = 0; i < 300; i++) {
            byte[] data = { (byte) i, 1, 2 };
            byte[] signed = vault.sign("sign", data);
            assertEquals(64, signed.length);
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(vault.publicKey("sign"));
            check.update(data);
            assertTrue(check.verify(signed));
        }
    }

    @Test
    public void signsEdDsaThatTheJdkVerifies() throws GeneralSecurityException {
        vault.create("sign", KeyType.ED25519_SIGN);
        byte[] data = { 1, 2, 3 };
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(vault.publicKey("sign"));
        check.update(data);
        assertTrue(check.verify(vault.sign("sign", data)));
    }

    @Test
    public void agreesOnWhatTheJdkAgreesOn() throws GeneralSecurityException {
        vault.create("agree", KeyType.P256_AGREE);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        for (int i = 0; i < 300; i++) {
            KeyPair other = generator.generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(other.getPrivate());
            agreement.doPhase(vault.publicKey("agree"), true);
            assertArrayEquals(agreement.generateSecret(), vault.agree("agree", other.getPublic()));
        }
    }

    @Test
    public void refusesToAgreeWithAKeyOfAnotherCurve() throws GeneralSecurityException {
        vault.create("agree", KeyType.P256_AGREE);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair other = generator.generateKeyPair();
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.agree("agree", other.getPublic()));
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.agree("agree", edwards.getPublic()));
    }

    @Test
    public void unwrapsWhatItWrapped() {
        vault.create("master", KeyType.AES256_WRAP);
        byte[] dataKey = new byte[32];
        byte[] wrapped = vault.wrap("master", dataKey);
        assertFalse(Arrays.equals(wrapped, vault.wrap("master", dataKey)));
        assertArrayEquals(dataKey, vault.unwrap("master", wrapped));
    }

    @Test
    public void refusesToUnwrapWhatWasChangedCutOrWrappedByAnotherKey() {
        vault.create("master", KeyType.AES256_WRAP);
        vault.create("other", KeyType.AES256_WRAP);
        byte[] wrapped = vault.wrap("master", new byte[32]);
        assertCode(SecurityError.SEALED_VALUE_INVALID, () -> vault.unwrap("other", wrapped));
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertCode(SecurityError.SEALED_VALUE_INVALID, () -> vault.unwrap("master", changed));
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);
            assertCode(SecurityError.SEALED_VALUE_INVALID, () -> vault.unwrap("master", cut));
        }
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.wrap("master", new byte[15]));
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.wrap("master", new byte[65]));
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
    public void createsAKeyOnce() {
        VaultKey first = vault.create("sign", KeyType.P256_SIGN);
        var publicKey = vault.publicKey("sign");
        assertEquals(first, vault.create("sign", KeyType.P256_SIGN));
        assertEquals(publicKey, vault.publicKey("sign"));
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.create("sign", KeyType.P256_AGREE));
        assertCode(SecurityError.KEY_NAME_INVALID, () -> vault.create("Wrong Name", KeyType.P256_SIGN));
    }

    @Test
    public void createsAKeyOnceForManyThreads() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 8).mapToObj(i -> Thread.ofVirtual().start(() -> {
            await(go);
            vault.create("master", KeyType.AES256_WRAP);
            vault.create("own-" + i, KeyType.AES256_WRAP);
        })).toList();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(9, vault.keys().size());
    }

    @Test
    public void tellsAMissingKeyFromOneOfAnotherType() {
        vault.create("master", KeyType.AES256_WRAP);
        assertCode(SecurityError.KEY_MISSING, () -> vault.sign("nobody", new byte[1]));
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.sign("master", new byte[1]));
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.publicKey("master"));
        assertCode(SecurityError.KEY_TYPE_WRONG, () -> vault.agree("master", null));
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

    private void reopen() throws IOException {
        vault.close();
        vault = vaultWith("", "", "");
    }

    private Path keys() {
        return folder.getRoot().toPath().resolve("keys");
    }

    private Pkcs12KeyVault vaultWith(String file, String password, String passwordFile) {
        return new Pkcs12KeyVault(config(file, password, passwordFile), folder.getRoot().toString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static IdentityException assertCode(SecurityError code, Runnable call) {
        IdentityException thrown = assertThrows(IdentityException.class, call::run);
        assertEquals(code, thrown.code());
        return thrown;
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
