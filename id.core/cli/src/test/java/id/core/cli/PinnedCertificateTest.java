package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PinnedCertificateTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void onlyTheVeryCertificateOfTheHomeIsTrusted() throws Exception {
        X509Certificate own = make("own");
        X509Certificate other = make("other");
        PinnedCertificate trust = new PinnedCertificate(own);
        trust.checkServerTrusted(new X509Certificate[]{ own }, "EC");
        assertThrows("another of the same name", CertificateException.class,
                () -> trust.checkServerTrusted(new X509Certificate[]{ other }, "EC"));
        assertThrows("the own one further up", CertificateException.class,
                () -> trust.checkServerTrusted(new X509Certificate[]{ other, own }, "EC"));
        assertThrows(CertificateException.class, () -> trust.checkServerTrusted(new X509Certificate[0], "EC"));
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(new X509Certificate[]{ own }, "EC"));
        assertEquals("no authority is trusted", 0, trust.getAcceptedIssuers().length);
    }

    private X509Certificate make(String name) throws Exception {
        Path store = folder.getRoot().toPath().resolve(name + ".p12");
        Path pem = folder.getRoot().toPath().resolve(name + ".pem");
        String keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
        run(keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=idem",
                "-keystore", store.toString(), "-storepass", "changeit");
        run(keytool, "-exportcert", "-rfc", "-alias", "a", "-keystore", store.toString(), "-storepass", "changeit",
                "-file", pem.toString());
        return (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(pem));
    }

    private static void run(String... command) throws Exception {
        assertEquals(String.join(" ", command), 0,
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start().waitFor());
    }
}
