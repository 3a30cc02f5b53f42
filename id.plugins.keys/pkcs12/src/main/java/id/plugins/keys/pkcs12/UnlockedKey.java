package id.plugins.keys.pkcs12;

import id.api.security.VaultKey;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A key of the vault, ready for work. */
sealed interface UnlockedKey {
    VaultKey description();

    /** A key with a public half. */
    sealed interface Asymmetric extends UnlockedKey {
        PublicKey publicKey();
    }

    /** A key that signs. */
    sealed interface Signing extends Asymmetric {
        byte[] sign(byte[] data);
    }

    /** ES256. */
    record P256Signing(VaultKey description, PublicKey publicKey, P256Key key) implements Signing {
        @Override
        public byte[] sign(byte[] data) {
            return key.sign(data);
        }
    }

    /** EdDSA. */
    record Ed25519Signing(VaultKey description, PublicKey publicKey, Ed25519PrivateKeyParameters key)
            implements
                Signing {
        @Override
        public byte[] sign(byte[] data) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(data, 0, data.length);
            return signer.generateSignature();
        }
    }

    /** ECDH. */
    record P256Agreeing(VaultKey description, PublicKey publicKey, P256Key key) implements Asymmetric {}

    /** AES-256. */
    record Wrapping(VaultKey description, WrapKey key) implements UnlockedKey {}
}
