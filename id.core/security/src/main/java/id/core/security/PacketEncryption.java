package id.core.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.impl.AAD;
import com.nimbusds.jose.crypto.impl.ECDHCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** ECDH-ES+A256KW to the enrollment key: Nimbus' key derivation and wrapping over a fresh agreement. */
final class PacketEncryption extends ECDHCryptoProvider implements JWEEncrypter {
    private final ECPublicKey recipient;
    private final SecureRandom random = new SecureRandom();

    PacketEncryption(ECPublicKey recipient) throws JOSEException {
        super(Curve.P_256, null);
        this.recipient = recipient;
        getJCAContext().setSecureRandom(random);
    }

    @Override
    public Set<Curve> supportedEllipticCurves() {
        return Set.of(Curve.P_256);
    }

    @Override
    public JWECryptoParts encrypt(JWEHeader header, byte[] plain, byte[] associated) throws JOSEException {
        P256.Ephemeral ephemeral = P256.agree(recipient, random);
        JWEHeader complete = new JWEHeader.Builder(header).ephemeralPublicKey(new ECKey.Builder(Curve.P_256,
                Base64URL.encode(ephemeral.x()), Base64URL.encode(ephemeral.y())).build()).build();
        // The header with the ephemeral key is what travels, so that is what must be authenticated.
        return encryptWithZ(complete, new SecretKeySpec(ephemeral.shared(), "AES"), plain, AAD.compute(complete));
    }
}
