package id.plugins.keys.pkcs11;

import id.api.security.VaultKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import javax.crypto.KeyAgreement;

/** A key of the token, ready for work. What is called a private or secret key here is its handle. */
sealed interface TokenKey permits TokenKey.Asymmetric, WrapKey {
    VaultKey description();

    /** A key with a public half. */
    sealed interface Asymmetric extends TokenKey {
        PublicKey publicKey();
    }

    /** ES256. */
    record Signing(VaultKey description, PublicKey publicKey, PrivateKey key) implements Asymmetric {
        /** The hash is made here: it is no secret, and packets of 100 MiB need not go to the token. */
        byte[] sign(Provider provider, byte[] data) throws GeneralSecurityException {
            Signature signature = Signature.getInstance(OpenToken.SIGNATURE, provider);
            signature.initSign(key);
            signature.update(MessageDigest.getInstance("SHA-256").digest(data));
            return signature.sign();
        }
    }

    /** ECDH. */
    record Agreeing(VaultKey description, PublicKey publicKey, PrivateKey key) implements Asymmetric {
        byte[] agree(Provider provider, ECPublicKey other) throws GeneralSecurityException {
            KeyAgreement agreement = KeyAgreement.getInstance(OpenToken.AGREEMENT, provider);
            agreement.init(key);
            agreement.doPhase(other, true);
            return agreement.generateSecret();
        }
    }
}
