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
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signs by a key of the test's own. */
final class LocalSigner implements Signer {
    private final List<ECKey> keys = new CopyOnWriteArrayList<>();

    LocalSigner() {
        this(newKey());
    }

    LocalSigner(ECKey key) {
        keys.add(key);
    }

    /** From now on another key signs; the earlier ones still check. */
    void rotate() {
        keys.addFirst(newKey());
    }

    /** The earlier keys check no more. */
    void revokeEarlier() {
        keys.retainAll(List.of(key()));
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    ECKey key() {
        return keys.getFirst();
    }

    @Override
    public Bytes sign(Purpose purpose, Bytes input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key().toECPrivateKey());
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
        return key().getKeyID();
    }

    @Override
    public SignatureCheck check(Purpose purpose, String keyId, Bytes input, Bytes signature) {
        Optional<ECKey> signing = keys.stream().filter(key -> key.getKeyID().equals(keyId)).findFirst();
        if (signing.isEmpty()) {
            return SignatureCheck.KEY_UNKNOWN;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(signing.get().toECPublicKey());
            verifier.update(input.toArray());
            return verifier.verify(signature.toArray()) ? SignatureCheck.FITS : SignatureCheck.DOES_NOT_FIT;
        } catch (SignatureException malformed) {
            return SignatureCheck.DOES_NOT_FIT;
        } catch (GeneralSecurityException | JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String publicKeys(Purpose purpose) {
        return new JWKSet(List.copyOf(keys)).toString();
    }
}
