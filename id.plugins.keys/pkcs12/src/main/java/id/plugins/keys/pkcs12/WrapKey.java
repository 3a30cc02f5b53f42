package id.plugins.keys.pkcs12;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** An AES-256 key at work. Wrapped form: version 1, nonce of 12 bytes, AES-GCM ciphertext with its tag of 16 bytes. */
final class WrapKey {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int MIN_DATA_KEY = 16;
    private static final int MAX_DATA_KEY = 64;

    private final String name;
    private final SecretKey key;
    private final SecureRandom random;

    WrapKey(String name, SecretKey key, SecureRandom random) {
        this.name = name;
        this.key = key;
        this.random = random;
    }

    byte[] wrap(byte[] dataKey) {
        if (dataKey.length < MIN_DATA_KEY || dataKey.length > MAX_DATA_KEY) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "dataKey",
                    "A data key has " + MIN_DATA_KEY + " to " + MAX_DATA_KEY + " bytes");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(dataKey);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length).put(VERSION).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException broken) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, name, "The vault cannot wrap", broken);
        }
    }

    byte[] unwrap(byte[] wrapped) {
        int overhead = 1 + NONCE_BYTES + TAG_BYTES;
        if (wrapped.length < overhead + MIN_DATA_KEY || wrapped.length > overhead + MAX_DATA_KEY
                || wrapped[0] != VERSION) {
            throw notOurs(null);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(wrapped, 1, nonce, 0, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(wrapped, 1 + NONCE_BYTES,
                    wrapped.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException broken) {
            throw notOurs(broken);
        }
    }

    /** The key's name is authenticated too, so that one key's work is never taken for another's. */
    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private IdentityException notOurs(Throwable cause) {
        return new IdentityException(SecurityError.SEALED_VALUE_INVALID, "wrapped", "The data key was not wrapped by "
                + name + " of this vault, or was changed: see that store and vault belong together", cause);
    }
}
