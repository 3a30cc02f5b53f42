package id.core.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;

/** Signs with a true key, which lies in no vault. */
final class LocalSigner implements Signer {
    private final ECKey key;

    LocalSigner() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        try {
            return Bytes.of(new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), input.toArray()).decode());
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
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
        return new JWKSet(key).toString(true);
    }
}
