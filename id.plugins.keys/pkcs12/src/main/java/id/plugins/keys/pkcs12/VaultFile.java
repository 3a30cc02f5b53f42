package id.plugins.keys.pkcs12;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** The PKCS#12 file. Not safe for concurrent use: {@link Pkcs12KeyVault} takes turns. */
final class VaultFile implements Closeable {
    private static final String ENTRY_PROTECTION = "PBEWithHmacSHA256AndAES_256";
    private static final int SALT_BYTES = 20;
    private static final int KEY_AGREEMENT_BIT = 4;

    private final Path file;
    private final VaultPassword password;
    private final SecureRandom random;
    private final FileChannel lockChannel;
    private final KeyStore store;

    VaultFile(Path file, VaultPassword password, SecureRandom random) throws IOException {
        this.file = file;
        this.password = password;
        this.random = random;
        DurableFile.folderFor(file);
        this.lockChannel = lock(file);
        try {
            this.store = open();
        } catch (RuntimeException | IOException notOpened) {
            lockChannel.close();
            throw notOpened;
        }
    }

    List<UnlockedKey> keys() {
        try {
            List<UnlockedKey> keys = new ArrayList<>();
            for (String name : Collections.list(store.aliases())) {
                keys.add(unlock(name, store.getEntry(name, protection())));
            }
            return keys;
        } catch (GeneralSecurityException broken) {
            throw unavailable("The vault file " + file + " is damaged: restore it from a backup", broken);
        }
    }

    /** Adds an entry; durable when it returns, and not there at all when it throws. */
    UnlockedKey add(String name, KeyStore.Entry entry) {
        try {
            store.setEntry(name, entry, protection());
            try {
                save();
            } catch (IOException | GeneralSecurityException notSaved) {
                store.deleteEntry(name);
                throw notSaved;
            }
            return unlock(name, store.getEntry(name, protection()));
        } catch (IOException | GeneralSecurityException notSaved) {
            throw unavailable("The vault file " + file + " cannot be written: look at free space and rights", notSaved);
        }
    }

    /** Removes an entry; durable when it returns, and still there when it throws. */
    void remove(String name) {
        try {
            KeyStore.Entry entry = store.getEntry(name, protection());
            store.deleteEntry(name);
            try {
                save();
            } catch (IOException | GeneralSecurityException notSaved) {
                store.setEntry(name, entry, protection());
                throw notSaved;
            }
        } catch (IOException | GeneralSecurityException notSaved) {
            throw unavailable("The vault file " + file + " cannot be written: look at free space and rights", notSaved);
        }
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }

    /** Two processes that write the same file would lose each other's keys. The lock goes with its process. */
    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            channel.close();
            throw unavailable("The vault file " + file + " is open in this process already", ownProcess);
        }
        if (lock == null) {
            channel.close();
            throw unavailable("The vault file " + file + " is in use by another process: stop that one first", null);
        }
        return channel;
    }

    private KeyStore open() throws IOException {
        char[] secret = password.secret().reveal();
        try {
            KeyStore opened = KeyStore.getInstance("PKCS12");
            if (Files.exists(file)) {
                opened.load(new ByteArrayInputStream(Files.readAllBytes(file)), secret);
            } else {
                opened.load(null, secret);
            }
            return opened;
        } catch (IOException | GeneralSecurityException notOpened) {
            throw unavailable("The vault file " + file + " does not open: wrong password, or the file is damaged. "
                    + "Restore the file and its password from the same backup", notOpened);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private void save() throws IOException, GeneralSecurityException {
        char[] secret = password.secret().reveal();
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, secret);
            DurableFile.write(file, content.toByteArray());
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private KeyStore.PasswordProtection protection() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new KeyStore.PasswordProtection(password.secret().reveal(), ENTRY_PROTECTION,
                new PBEParameterSpec(salt, password.iterations()));
    }

    private UnlockedKey unlock(String name, KeyStore.Entry entry) throws GeneralSecurityException {
        Instant createdAt = store.getCreationDate(name).toInstant();
        return switch (entry) {
            case KeyStore.SecretKeyEntry secret ->
                new UnlockedKey.Wrapping(new VaultKey(name, KeyType.AES256_WRAP, createdAt),
                        new WrapKey(name, secret.getSecretKey(), random));
            case KeyStore.PrivateKeyEntry pair -> unlock(name, pair, createdAt);
            default -> throw new GeneralSecurityException("No key: " + name);
        };
    }

    private static UnlockedKey unlock(String name, KeyStore.PrivateKeyEntry pair, Instant createdAt)
            throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) pair.getCertificate();
        return switch (pair.getPrivateKey()) {
            case EdECPrivateKey key ->
                new UnlockedKey.Ed25519Signing(new VaultKey(name, KeyType.ED25519_SIGN, createdAt),
                        certificate.getPublicKey(), new Ed25519PrivateKeyParameters(
                                key.getBytes().orElseThrow(() -> new GeneralSecurityException("Empty key: " + name)),
                                0));
            case ECPrivateKey key when certificate.getKeyUsage()[KEY_AGREEMENT_BIT] ->
                new UnlockedKey.P256Agreeing(new VaultKey(name, KeyType.P256_AGREE, createdAt),
                        certificate.getPublicKey(), new P256Key(key));
            case ECPrivateKey key -> new UnlockedKey.P256Signing(new VaultKey(name, KeyType.P256_SIGN, createdAt),
                    certificate.getPublicKey(), new P256Key(key));
            default -> throw new GeneralSecurityException("A key of a kind that is not used here: " + name);
        };
    }

    private static IdentityException unavailable(String message, Throwable cause) {
        return new IdentityException(SecurityError.VAULT_UNAVAILABLE, "file", message, cause);
    }
}
