package id.core.cli;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A vendor's key store with certificates of all sorts. Each wish holds for the keys that are added after it. */
final class VendorStore {
    static final String PASSWORD = "correct horse";

    private final Path file;
    private final KeyStore store;
    private Instant from = Instant.now().minus(Duration.ofDays(1));
    private Instant to = Instant.now().plus(Duration.ofDays(1000));
    private Integer use;
    private KeyPurposeId purpose;
    private String issuer;
    private boolean authority;

    VendorStore(Path file) throws Exception {
        this.file = file;
        store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
    }

    /** Validity in days from now. */
    VendorStore valid(int begin, int end) {
        from = Instant.now().plus(Duration.ofDays(begin));
        to = Instant.now().plus(Duration.ofDays(end));
        return this;
    }

    VendorStore use(int bits) {
        use = bits;
        return this;
    }

    VendorStore purpose(KeyPurposeId id) {
        purpose = id;
        return this;
    }

    /** The next ones are authorities. */
    VendorStore authority() {
        authority = true;
        return use(KeyUsage.keyCertSign);
    }

    /** The next ones are issued by a key of this store, and nothing is said of what they are for. */
    VendorStore issuedBy(String alias) {
        issuer = alias;
        authority = false;
        use = null;
        return this;
    }

    VendorStore add(String alias, String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        X500Principal subject = new X500Principal("CN=" + alias);
        PrivateKey signing = issuer == null ? keys.getPrivate() : (PrivateKey) store.getKey(issuer, PASSWORD.toCharArray());
        Certificate[] above = issuer == null ? new Certificate[0] : store.getCertificateChain(issuer);
        X500Principal by = issuer == null ? subject : ((X509Certificate) above[0]).getSubjectX500Principal();
        var builder = new JcaX509v3CertificateBuilder(by, BigInteger.valueOf(store.size() + 1), Date.from(from),
                Date.from(to), subject, keys.getPublic());
        if (authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        if (use != null) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(use));
        }
        if (purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }
        String signature = "SHA256with" + (signing.getAlgorithm().equals("EC") ? "ECDSA" : signing.getAlgorithm());
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(signing)));
        Certificate[] chain = Stream.concat(Stream.of(certificate), Stream.of(above)).toArray(Certificate[]::new);
        store.setKeyEntry(alias, keys.getPrivate(), PASSWORD.toCharArray(), chain);
        return this;
    }

    X509Certificate certificate(String alias) throws Exception {
        return (X509Certificate) store.getCertificate(alias);
    }

    Path write() throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
