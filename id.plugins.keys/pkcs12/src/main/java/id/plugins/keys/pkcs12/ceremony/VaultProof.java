package id.plugins.keys.pkcs12.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Whether a secret opens a vault. Changes nothing, and needs no lock: the file is replaced as a whole. */
public final class VaultProof {
    private VaultProof() {}

    /**
     * Opens the vault and each key in it.
     *
     * @param secret
     *            the password in UTF-8
     * @return how many keys there are
     */
    public static int keys(Path vault, byte[] secret) throws CeremonyFault {
        char[] password = null;
        try (InputStream in = Files.newInputStream(vault)) {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(secret));
            password = Arrays.copyOf(decoded.array(), decoded.length());
            Arrays.fill(decoded.array(), ' ');
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            List<String> names = Collections.list(store.aliases());
            for (String name : names) {
                if (store.getKey(name, password) == null) {
                    throw new GeneralSecurityException("No key");
                }
            }
            if (names.isEmpty()) {
                throw new CeremonyFault(CeremonyFault.Code.VAULT_NOT_OPENED, "The vault " + vault + " holds no key: start the system once");
            }
            return names.size();
        } catch (CharacterCodingException noPassword) {
            throw notOpened(vault);
        } catch (IOException | GeneralSecurityException wrong) {
            throw Files.isReadable(vault) ? notOpened(vault) : new CeremonyFault(CeremonyFault.Code.VAULT_NOT_OPENED,
                    "The vault " + vault + " cannot be read: put its backup there, or name it with --vault");
        } finally {
            if (password != null) {
                Arrays.fill(password, ' ');
            }
        }
    }

    private static CeremonyFault notOpened(Path vault) {
        return new CeremonyFault(CeremonyFault.Code.VAULT_NOT_OPENED, "The secret does not open the vault " + vault
                + ": it belongs to another vault, its password was changed since, or the file is damaged");
    }
}
