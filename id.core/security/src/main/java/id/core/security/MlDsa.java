package id.core.security;

import java.util.Map;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** ML-DSA-65 of FIPS 204, which a quantum computer is not known to forge. BouncyCastle's, since the JDK has none before 24. */
final class MlDsa {
    static final String NAME = "ML-DSA-65";
    /** The random value xi of FIPS 204, of which everything else of a key pair follows. */
    static final int SEED_BYTES = 32;
    static final int SIGNATURE_BYTES = 3_309;
    private static final MLDSAParameters PARAMETERS = MLDSAParameters.ml_dsa_65;

    private MlDsa() {}

    /**
     * A public key.
     *
     * @param kid
     *            its RFC 7638 thumbprint
     */
    record Public(String kid, MLDSAPublicKeyParameters key) {
        private static Public of(MLDSAPublicKeyParameters key) {
            return new Public(AkpJwk.thumbprint(NAME, key.getEncoded()), key);
        }

        /** As a JWK. */
        Map<String, Object> jwk() {
            return AkpJwk.of(NAME, "sig", kid, key.getEncoded());
        }

        /** Whether this key made the signature; a malformed one it did not make. */
        boolean verifies(byte[] input, byte[] signature) {
            if (signature.length != SIGNATURE_BYTES) {
                return false;
            }
            MLDSASigner verifier = new MLDSASigner();
            verifier.init(false, key);
            verifier.update(input, 0, input.length);
            return verifier.verifySignature(signature);
        }
    }

    /** A key pair; only what is done with the private half is shown. */
    record Pair(Public open, MLDSAPrivateKeyParameters secret) {
        static Pair of(byte[] seed) {
            MLDSAPrivateKeyParameters secret = new MLDSAPrivateKeyParameters(PARAMETERS, seed);
            return new Pair(Public.of(secret.getPublicKeyParameters()), secret);
        }

        /** The pure form of FIPS 204 with an empty context, hedged: with random bytes of this moment. */
        byte[] sign(byte[] input) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, new ParametersWithRandom(secret));
            signer.update(input, 0, input.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException impossible) {
                throw new IllegalStateException("A key that was made of a seed signs", impossible);
            }
        }

        @Override
        public String toString() {
            return "Pair[***]";
        }
    }
}
