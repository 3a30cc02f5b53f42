package id.plugins.keys.pkcs11;

import id.api.error.IdentityException;
import id.api.security.KeyType;
import id.api.security.SecurityError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.crypto.KeyGenerator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys on the token, as entries of its key store. Java's key store finds a private key only by a certificate, so
 * that each gets one; its key usage tells what the key is for. That of a signing key is signed by itself. A key for
 * agreements cannot sign, so that its certificate is signed by a key that is thrown away: nobody relies on it.
 */
final class KeyMaker {
    private static final int AES_BITS = 256;
    private static final int SERIAL_BITS = 127;
    private static final long VALID_DAYS = 100L * 365;
    private static final String CERTIFICATE_ALGORITHM = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyMaker() {}

    /**
     * Makes the key within a session; the token keeps it once the entry is stored.
     *
     * @param provider
     *            for {@link TokenLibrary.Use#DERIVE} when the key is to agree, else for {@link TokenLibrary.Use#SIGN}
     */
    static KeyStore.Entry make(Provider provider, KeyLabel label, KeyType type) throws GeneralSecurityException {
        return switch (type) {
            case AES256_WRAP -> {
                KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
                generator.init(AES_BITS);
                yield new KeyStore.SecretKeyEntry(generator.generateKey());
            }
            case P256_SIGN -> {
                KeyPair pair = p256(KeyPairGenerator.getInstance("EC", provider));
                yield certified(label, pair, KeyUsage.digitalSignature,
                        new JcaContentSignerBuilder(CERTIFICATE_ALGORITHM).setProvider(provider), pair);
            }
            case P256_AGREE -> certified(label, p256(KeyPairGenerator.getInstance("EC", provider)),
                    KeyUsage.keyAgreement, new JcaContentSignerBuilder(CERTIFICATE_ALGORITHM),
                    p256(KeyPairGenerator.getInstance("EC")));
            case ED25519_SIGN -> throw new IdentityException(SecurityError.KEY_TYPE_UNSUPPORTED, label.name(),
                    "A token holds no Ed25519 key for this Java, whose PKCS#11 provider lacks EdDSA: use P256_SIGN");
        };
    }

    private static KeyPair p256(KeyPairGenerator generator) throws GeneralSecurityException {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyStore.Entry certified(KeyLabel label, KeyPair pair, int usage, JcaContentSignerBuilder signing,
            KeyPair signer) throws GeneralSecurityException {
        X500Name self = new X500Name("CN=" + label.name());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(self, new BigInteger(SERIAL_BITS, RANDOM),
                Date.from(label.createdAt()), Date.from(label.createdAt().plus(VALID_DAYS, ChronoUnit.DAYS)), self,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        try {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            ContentSigner content = signing.build(signer.getPrivate());
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(builder.build(content).getEncoded()));
            return new KeyStore.PrivateKeyEntry(pair.getPrivate(),
                    new X509Certificate[]{ (X509Certificate) certificate });
        } catch (IOException | OperatorCreationException notSigned) {
            throw new GeneralSecurityException("The certificate of " + label.name() + " cannot be made", notSigned);
        }
    }
}
