package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.security.VaultKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM by the token: a version byte (1), a nonce of 12 bytes, the wrapped key, a tag of 16 bytes. The nonce is
 * drawn here and not by the token, which PKCS#11 2.40 offers no way to ask for.
 */
record WrapKey(VaultKey description, SecretKey key) implements TokenKey {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;
    private static final int MIN_DATA_KEY = 16;
    private static final int MAX_DATA_KEY = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    static void requireDataKey(byte[] dataKey) {
        if (dataKey.length < MIN_DATA_KEY || dataKey.length > MAX_DATA_KEY) {
            throw new IdentityException(SecurityError.KEY_TYPE_WRONG, "dataKey",
                    "A data key has " + MIN_DATA_KEY + " to " + MAX_DATA_KEY + " bytes");
        }
    }

    static void requireWrapped(String name, byte[] wrapped) {
        if (wrapped.length < OVERHEAD + MIN_DATA_KEY || wrapped.length > OVERHEAD + MAX_DATA_KEY
                || wrapped[0] != VERSION) {
            throw notOurs(name);
        }
    }

    byte[] wrap(Provider provider, byte[] dataKey) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = cipher(provider, Cipher.ENCRYPT_MODE, nonce).doFinal(dataKey);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length).put(VERSION).put(nonce).put(sealed).array();
    }

    /** Empty when another key wrapped it, or when it was changed. */
    Optional<byte[]> unwrap(Provider provider, byte[] wrapped) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOfRange(wrapped, 1, 1 + NONCE_BYTES);
        try {
            return Optional.of(cipher(provider, Cipher.DECRYPT_MODE, nonce).doFinal(wrapped, 1 + NONCE_BYTES,
                    wrapped.length - 1 - NONCE_BYTES));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        }
    }

    static IdentityException notOurs(String name) {
        return new IdentityException(SecurityError.SEALED_VALUE_INVALID, "wrapped", "The data key was not wrapped by "
                + name + " of this token, or was changed: see that store and token belong together");
    }

    /** The key's name is authenticated too, so that one key's work is never taken for another's. */
    private Cipher cipher(Provider provider, int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(OpenToken.CIPHER, provider);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(description.name().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
