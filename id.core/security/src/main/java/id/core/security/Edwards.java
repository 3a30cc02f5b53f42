package id.core.security;

import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** What is done with public Ed25519 keys. */
final class Edwards {
    private Edwards() {}

    /** Whether {@code signature} is that of {@code data} (RFC 8032) by the key {@code x}; what is malformed is not. */
    static boolean verifies(byte[] x, byte[] data, byte[] signature) {
        if (x.length != Ed25519PublicKeyParameters.KEY_SIZE || signature.length != 64) {
            return false;
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(x));
        verifier.update(data, 0, data.length);
        return verifier.verifySignature(signature);
    }
}
