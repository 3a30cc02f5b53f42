package id.core.plugins.gate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key with its certificate and those above it; made in the test. */
public record TestAuthority(KeyPair keys, List<X509Certificate> chain) {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    public static final Instant YEAR_AGO = NOW.minus(Duration.ofDays(365));
    public static final Instant YEAR_ON = NOW.plus(Duration.ofDays(365));
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final String ALGORITHM = "SHA256withRSA";

    /** How a certificate is to be. */
    public record Wish(String name, boolean authority, int use, KeyPurposeId purpose, Instant from, Instant to) {
        static Wish authority(String name) {
            return new Wish(name, true, KeyUsage.keyCertSign | KeyUsage.cRLSign, null, YEAR_AGO, YEAR_ON);
        }

        public static Wish signer(String name) {
            return new Wish(name, false, KeyUsage.digitalSignature, KeyPurposeId.id_kp_codeSigning, YEAR_AGO, YEAR_ON);
        }

        Wish valid(Instant begin, Instant end) {
            return new Wish(name, authority, use, purpose, begin, end);
        }

        Wish purpose(int keyUse, KeyPurposeId extended) {
            return new Wish(name, authority, keyUse, extended, from, to);
        }
    }

    public static TestAuthority root(String name) throws Exception {
        return root(Wish.authority(name));
    }

    static TestAuthority root(Wish wish) throws Exception {
        KeyPair keys = newKeys();
        return new TestAuthority(keys, List.of(certificate(wish, keys, keys, new X500Principal("CN=" + wish.name))));
    }

    public TestAuthority issue(Wish wish) throws Exception {
        return issue(wish, newKeys());
    }

    TestAuthority issue(Wish wish, KeyPair below) throws Exception {
        List<X509Certificate> path = new ArrayList<>(List
                .of(certificate(wish, below, keys, certificate().getSubjectX500Principal())));
        path.addAll(chain);
        return new TestAuthority(below, path);
    }

    /** The same key and certificate, said to be issued by another. */
    TestAuthority under(TestAuthority other) {
        List<X509Certificate> path = new ArrayList<>(List.of(certificate()));
        path.addAll(other.chain);
        return new TestAuthority(keys, path);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    CertPath path() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertPath(chain);
    }

    String pem() throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    public byte[] revocations(Instant from, Instant to, TestAuthority... revoked)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(certificate().getSubjectX500Principal(), Date.from(from));
        list.setNextUpdate(Date.from(to));
        for (TestAuthority each : revoked) {
            list.addCRLEntry(each.certificate().getSerialNumber(), Date.from(from), 1);
        }
        return list.build(new JcaContentSignerBuilder(ALGORITHM).build(keys.getPrivate())).getEncoded();
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        return newKeys(3072);
    }

    static KeyPair newKeys(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(Wish wish, KeyPair subject, KeyPair issuer, X500Principal issuerName)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(issuerName, BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(wish.from), Date.from(wish.to), new X500Principal("CN=" + wish.name), subject.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(wish.authority));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.use));
        if (wish.purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wish.purpose));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(ALGORITHM).build(issuer.getPrivate())));
    }
}
