package id.plugins.keys.pkcs12;

import id.api.security.KeyType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes new keys as entries of a key store. PKCS#12 keeps a private key only together with a certificate, so that each
 * gets one, signed by itself; its key usage tells what the key is for.
 */
final class KeyMaker {
    private static final int AES_BYTES = 32;
    private static final long VALID_DAYS = 100L * 365;

    private final SecureRandom random;

    KeyMaker(SecureRandom random) {
        this.random = random;
    }

    KeyStore.Entry make(String name, KeyType type, Instant now) throws GeneralSecurityException, IOException {
        return switch (type) {
            case AES256_WRAP -> {
                byte[] key = new byte[AES_BYTES];
                random.nextBytes(key);
                yield new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES"));
            }
            case P256_SIGN -> certified(name, p256(), "SHA256withECDSA", KeyUsage.digitalSignature, now);
            case P256_AGREE -> certified(name, p256(), "SHA256withECDSA", KeyUsage.keyAgreement, now);
            case ED25519_SIGN -> certified(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "Ed25519",
                    KeyUsage.digitalSignature, now);
        };
    }

    private KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private KeyStore.Entry certified(String name, KeyPair pair, String algorithm, int usage, Instant now)
            throws GeneralSecurityException, IOException {
        X500Name self = new X500Name("CN=" + name);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(self, new BigInteger(127, random),
                Date.from(now), Date.from(now.plus(VALID_DAYS, ChronoUnit.DAYS)), self,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        try {
            byte[] encoded = builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                    .getEncoded();
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(encoded));
            return new KeyStore.PrivateKeyEntry(pair.getPrivate(), new Certificate[]{ certificate });
        } catch (OperatorCreationException notSigned) {
            throw new GeneralSecurityException("The certificate of " + name + " cannot be signed", notSigned);
        }
    }
}
