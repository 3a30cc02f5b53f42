package id.core.partner;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Signs by a key of the test's own. */
final class LocalSigner implements Signer {
    private final ECKey key;

    LocalSigner() {
        this(newKey());
    }

    LocalSigner(ECKey key) {
        this.key = key;
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    ECKey key() {
        return key;
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.toECPrivateKey());
            signature.update(input.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String algorithm(Purpose purpose) {
        return "ES256";
    }

    @Override
    public String keyId(Purpose purpose) {
        return key.getKeyID();
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return new JWKSet(key).toString();
    }
}
