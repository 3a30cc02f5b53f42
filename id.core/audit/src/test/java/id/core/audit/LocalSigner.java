package id.core.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import id.api.error.IdentityException;
import id.api.security.SecurityError;
import id.api.security.SignatureCheck;
import id.api.security.Signer;
import id.api.value.Bytes;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/** Signs by keys of the test's own, for the audit trail alone. */
final class LocalSigner implements Signer {
    private final List<ECKey> keys = new ArrayList<>();
    boolean unavailable;

    LocalSigner() {
        rotate();
    }

    /** From now on another key signs; those before are still known. */
    void rotate() {
        try {
            keys.addFirst(new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        if (unavailable) {
            throw new IdentityException(SecurityError.VAULT_UNAVAILABLE, "", "The vault does not answer");
        }
        return Bytes.of(of(purpose, signature -> {
            signature.initSign(keys.getFirst().toECPrivateKey());
            signature.update(input.toArray());
            return signature.sign();
        }));
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        return keys.stream().filter(key -> key.getKeyID().equals(keyId)).findFirst().map(key -> of(purpose, verifier -> {
            verifier.initVerify(key.toECPublicKey());
            verifier.update(input.toArray());
            return signature.size() == 64 && verifier.verify(signature.toArray()) ? SignatureCheck.FITS
                    : SignatureCheck.DOES_NOT_FIT;
        })).orElse(SignatureCheck.KEY_UNKNOWN);
    }

    private static <T> T of(Purpose purpose, Work<T> work) {
        if (purpose != Purpose.AUDIT) {
            throw new IllegalArgumentException("The audit trail has a purpose of its own");
        }
        try {
            return work.with(Signature.getInstance("SHA256withECDSAinP1363Format"));
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
        return keys.getFirst().getKeyID();
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return new JWKSet(List.<JWK>copyOf(keys)).toString();
    }

    private interface Work<T> {
        T with(Signature signature) throws GeneralSecurityException, JOSEException;
    }
}
