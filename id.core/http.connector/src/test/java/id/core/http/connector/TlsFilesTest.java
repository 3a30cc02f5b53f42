package id.core.http.connector;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TlsFilesTest {
    private static final Instant NOW = Instant.now();

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private KeyPair pair;
    private X509Certificate certificate;

    @Before
    public void begin() throws Exception {
        root = folder.getRoot().toPath();
        pair = Certificates.elliptic();
        certificate = Certificates.certificate(pair, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(90)));
    }

    private TlsFiles pem() throws Exception {
        return new TlsFiles(Certificates.write(root.resolve("a.pem"), "CERTIFICATE", certificate.getEncoded()),
                Certificates.write(root.resolve("a.key"), "PRIVATE KEY", pair.getPrivate().getEncoded()), null, null);
    }

    private static void wrong(String field, String part, TlsFiles files) {
        IdentityException told = assertThrows(IdentityException.class, () -> files.read(NOW));
        assertEquals(told.getMessage(), field, told.field());
        assertTrue(told.getMessage(), told.getMessage().contains(part));
    }

    @Test
    public void aKeyOfEachKindIsRead() throws Exception {
        for (KeyPair each : List.of(pair, Certificates.rsa(3072), Certificates.of("Ed25519"))) {
            pair = each;
            certificate = Certificates.certificate(each, NOW.minusSeconds(60), NOW.plusSeconds(60));
            assertEquals(certificate, pem().read(NOW).certificate());
        }
    }

    @Test
    public void aShortKeyIsRefused() throws Exception {
        pair = Certificates.rsa(2048);
        certificate = Certificates.certificate(pair, NOW.minusSeconds(60), NOW.plusSeconds(60));
        wrong("certificateFile", "2048 bits", pem());
    }

    @Test
    public void aKeyUnderAPasswordIsRead() throws Exception {
        TlsFiles open = pem();
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                .setPassword("long enough".toCharArray()).build();
        byte[] locked = new JcaPKCS8Generator(pair.getPrivate(), encryptor).generate().getContent();
        Path key = Certificates.write(root.resolve("locked.key"), "ENCRYPTED PRIVATE KEY", locked);
        Path password = Files.writeString(root.resolve("password"), "long enough\n");
        assertEquals(certificate, new TlsFiles(open.certificate(), key, null, password).read(NOW).certificate());
        Files.writeString(password, "another\n");
        wrong("keyFile", "the password fits", new TlsFiles(open.certificate(), key, null, password));
    }

    @Test
    public void aKeyStoreIsRead() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", pair.getPrivate(), "changeit".toCharArray(), new Certificate[]{ certificate });
        Path file = root.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        Path password = Files.writeString(root.resolve("password"), "changeit\n");
        assertEquals(certificate, new TlsFiles(null, null, file, password).read(NOW).certificate());
        Files.writeString(password, "wrong\n");
        wrong("keyStoreFile", "cannot be read", new TlsFiles(null, null, file, password));
    }

    @Test
    public void whatIsNotInOrderIsToldByItsSetting() throws Exception {
        TlsFiles files = pem();
        wrong("certificateFile", "is not there", new TlsFiles(root.resolve("none"), files.key(), null, null));
        wrong("certificateFile", "holds no certificate", new TlsFiles(Files.createFile(root.resolve("empty")), files.key(), null, null));
        wrong("keyFile", "cannot be read", new TlsFiles(files.certificate(), files.certificate(), null, null));
        pair = Certificates.elliptic();
        wrong("keyFile", "not that of the certificate", pem());
        certificate = Certificates.certificate(pair, NOW.minusSeconds(60), NOW.minusSeconds(1));
        wrong("certificateFile", "expired", pem());
        certificate = Certificates.certificate(pair, NOW.plusSeconds(60), NOW.plusSeconds(90));
        wrong("certificateFile", "clock", pem());
    }

    @Test
    public void anotherCertificateIsTakenWhenItsFilesAreWhole() throws Exception {
        TlsFiles files = pem();
        TlsLine line = new TlsLine(files, false, root.resolve("run/tls.pem"), () -> NOW);
        line.factory().start();
        String first = Files.readString(line.shown());
        pair = Certificates.elliptic();
        pem();
        line.look();
        line.look();
        assertEquals("the key is another's", first, Files.readString(line.shown()));
        certificate = Certificates.certificate(pair, NOW.minusSeconds(60), NOW.plusSeconds(60));
        pem();
        line.look();
        assertEquals("seen for the first time", first, Files.readString(line.shown()));
        line.look();
        assertEquals(new Identity(pair.getPrivate(), List.of(certificate)).pem(), Files.readString(line.shown()));
        line.factory().stop();
    }
}
