package id.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;

/** A key store in a file: PKCS#12, or an old JKS. */
record KeyStoreFile(Path file) {
    VendorKey key(String alias, Path passwordFile, Output output) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw CommandFailure.wrongUse("FILE_UNREADABLE", "keystore",
                    "The key store " + file + " cannot be read: check its name and rights");
        }
        char[] password = SecretInput.KEY_STORE.read(passwordFile, output);
        try {
            VendorKey key = VendorKey.of(KeyStore.getInstance(file.toFile(), password), alias, password,
                    "The key store " + file);
            return new VendorKey(key.alias(), key.key(), key.chain(), null);
        } catch (KeyStoreException foreign) {
            throw noKeyStore();
        } catch (IOException | GeneralSecurityException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException) {
                throw CommandFailure.wrongUse("PASSWORD_WRONG", "password-file",
                        "The password does not open the key store " + file);
            }
            throw noKeyStore();
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private CommandFailure noKeyStore() {
        return CommandFailure.wrongUse("KEY_STORE_INVALID", "keystore",
                "The file " + file + " is no PKCS#12 key store (.p12)");
    }
}
