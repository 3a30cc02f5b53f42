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
import java.security.SecureRandom;
import java.security.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** Signs by keys of the test's own, for the audit trail alone. */
final class LocalSigner implements Signer {
    private final List<ECKey> keys = new ArrayList<>();
    private final Map<String, MLDSAPrivateKeyParameters> seconds = new LinkedHashMap<>();
    private String second;
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

    /** From now on another key signs a second time; those before are still known. */
    void rotateSecond() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        second = "dsa-" + seconds.size();
        seconds.put(second, new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed));
    }

    @Override
    public String secondKeyId(Purpose purpose) {
        if (second == null) {
            rotateSecond();
        }
        return second;
    }

    @Override
    public Bytes signSecond(Purpose purpose, String keyId, Bytes input) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, seconds.get(keyId));
        signer.update(input.toArray(), 0, input.size());
        try {
            return Bytes.of(signer.generateSignature());
        } catch (CryptoException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public SignatureCheck checkSecond(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        if (!seconds.containsKey(keyId)) {
            return SignatureCheck.KEY_UNKNOWN;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, seconds.get(keyId).getPublicKeyParameters());
        verifier.update(input.toArray(), 0, input.size());
        return signature.size() == 3_309 && verifier.verifySignature(signature.toArray()) ? SignatureCheck.FITS
                : SignatureCheck.DOES_NOT_FIT;
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
