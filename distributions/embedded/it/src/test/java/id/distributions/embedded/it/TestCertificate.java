package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of this machine, made by keytool, with its key: {@code name.pem} and {@code name.key} in a folder. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";
    private final Path pem;
    private final Path key;
    private final X509Certificate certificate;

    TestCertificate(Path folder, String name, String... more) throws Exception {
        this.pem = folder.resolve(name + ".pem");
        this.key = folder.resolve(name + ".key");
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext",
                "SAN=dns:id.example.org,ip:127.0.0.1", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        assertEquals(0, new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor());
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        this.certificate = (X509Certificate) made.getCertificate("server");
        Files.writeString(pem, armoured("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(key, armoured("PRIVATE KEY", made.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static String armoured(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{ '\n' }).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    Path pem() {
        return pem;
    }

    Path key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Trusts this one, and nobody else. */
    SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
