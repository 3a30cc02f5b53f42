package id.core.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** Nimbus' half of opening a packet: the vault has agreed on the shared secret, the rest follows from it. */
final class PacketDecryption extends ECDHCryptoProvider implements JWEDecrypter {
    private final SecretKeySpec shared;

    PacketDecryption(byte[] shared) throws JOSEException {
        super(Curve.P_256, null);
        this.shared = new SecretKeySpec(shared, "AES");
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.P_256);
    }

    @Override
    public byte[] decrypt(JWEHeader header, Base64URL encryptedKey, Base64URL nonce, Base64URL cipherText, Base64URL tag,
            byte[] associated) throws JOSEException {
        return decryptWithZ(header, associated, shared, encryptedKey, nonce, cipherText, tag);
    }
}
