package id.core.security;

import java.security.SecureRandom;
import java.util.Map;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** ML-KEM-768 of FIPS 203, which a quantum computer is not known to break. BouncyCastle's, since the JDK has none before 24. */
final class MlKem {
    static final String NAME = "ML-KEM-768";
    /** The two random values d and z of FIPS 203, of which everything else of a key pair follows. */
    static final int SEED_BYTES = 64;
    static final int CIPHERTEXT_BYTES = 1_088;
    static final int PUBLIC_BYTES = 1_184;
    private static final MLKEMParameters PARAMETERS = MLKEMParameters.ml_kem_768;

    private MlKem() {}

    /**
     * A public key.
     *
     * @param kid
     *            its RFC 7638 thumbprint
     */
    record Public(String kid, MLKEMPublicKeyParameters key) {
        /** @throws IllegalArgumentException when these bytes are no key: FIPS 203 section 7.2 asks for that check */
        static Public of(byte[] encoded) {
            if (encoded.length != PUBLIC_BYTES) {
                throw new IllegalArgumentException("A key of " + NAME + " has " + PUBLIC_BYTES + " bytes");
            }
            return of(new MLKEMPublicKeyParameters(PARAMETERS, encoded));
        }

        private static Public of(MLKEMPublicKeyParameters key) {
            return new Public(AkpJwk.thumbprint(NAME, key.getEncoded()), key);
        }

        /** As a JWK. */
        Map<String, Object> jwk() {
            return AkpJwk.of(NAME, "enc", kid, key.getEncoded());
        }

        Encapsulated encapsulate(SecureRandom random) {
            SecretWithEncapsulation made = new MLKEMGenerator(random).generateEncapsulated(key);
            return new Encapsulated(made.getEncapsulation(), made.getSecret());
        }
    }

    /** A key pair; only what is done with the private half is shown. */
    record Pair(Public open, MLKEMPrivateKeyParameters secret) {
        static Pair of(byte[] seed) {
            MLKEMPrivateKeyParameters secret = new MLKEMPrivateKeyParameters(PARAMETERS, seed);
            return new Pair(Public.of(secret.getPublicKeyParameters()), secret);
        }

        /** The shared secret; for a changed ciphertext another one, which says nothing (implicit rejection). */
        byte[] decapsulate(byte[] ciphertext) {
            return new MLKEMExtractor(secret).extractSecret(ciphertext);
        }

        @Override
        public String toString() {
            return "Pair[***]";
        }
    }

    /** A secret, and what only the owner of the private key makes that secret of. */
    record Encapsulated(byte[] ciphertext, byte[] shared) {
        @Override
        public String toString() {
            return "Encapsulated[***]";
        }
    }
}
