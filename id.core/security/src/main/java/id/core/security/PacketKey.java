package id.core.security;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AESKW;
import com.nimbusds.jose.crypto.impl.ConcatKDF;
import com.nimbusds.jose.crypto.impl.ECDH;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * ECDH-ES+A256KW and A256GCM of RFC 7518, from the shared secret on: Nimbus derives and wraps the key, the JDK encrypts.
 */
final class PacketKey {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private PacketKey() {}

    /** The content key as it travels. */
    static byte[] wrap(SecretKey contentKey, JWEHeader header, byte[] shared) throws JOSEException {
        return AESKW.wrapCEK(contentKey, wrappingKey(header, shared), null);
    }

    static SecretKey unwrap(byte[] wrapped, JWEHeader header, byte[] shared) throws JOSEException {
        SecretKey contentKey = AESKW.unwrapCEK(wrappingKey(header, shared), wrapped, null);
        if (contentKey.getEncoded().length * 8 != EncryptionMethod.A256GCM.cekBitLength()) {
            throw new JOSEException("The content key has another length than A256GCM asks for");
        }
        return contentKey;
    }

    /** Ready to encrypt or decrypt the content. */
    static Cipher cipher(int mode, SecretKey contentKey, byte[] nonce, byte[] associated)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, contentKey, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    private static SecretKey wrappingKey(JWEHeader header, byte[] shared) throws JOSEException {
        return ECDH.deriveSharedKey(header, new SecretKeySpec(shared, "AES"), new ConcatKDF("SHA-256"));
    }
}
