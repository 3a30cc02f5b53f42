package id.core.http.connector;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TlsLineTest {
    private static final Instant NOW = Instant.now();

    @Rule public TemporaryFolder folder = new TemporaryFolder();

    private TlsFiles files;
    private Path shown;
    private SSLContext client;

    @Before
    public void begin() throws Exception {
        Path root = folder.getRoot().toPath();
        KeyPair pair = Certificates.rsa(3072);
        X509Certificate certificate = Certificates.certificate(pair, NOW.minusSeconds(60), NOW.plusSeconds(3_600));
        files = new TlsFiles(Certificates.write(root.resolve("a.pem"), "CERTIFICATE", certificate.getEncoded()),
                Certificates.write(root.resolve("a.key"), "PRIVATE KEY", pair.getPrivate().getEncoded()), null, null);
        shown = root.resolve("run/tls.pem");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);
    }

    private SslContextFactory.Server line(boolean allowTls12) throws Exception {
        SslContextFactory.Server factory = new TlsLine(files, allowTls12, shown, InstantSource.fixed(NOW)).factory();
        factory.start();
        return factory;
    }

    @Test
    public void suitesHaveForwardSecrecyAndAuthenticatedEncryption() throws Exception {
        for (boolean allowTls12 : List.of(false, true)) {
            Set<String> suites = new TreeSet<>(Arrays.asList(line(allowTls12).newSSLEngine().getEnabledCipherSuites()));
            suites.removeIf(
                    suite -> suite.matches("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(128|256)_GCM_SHA(256|384)|CHACHA20_POLY1305_SHA256)"));
            assertEquals(Set.of(), suites);
        }
    }

    @Test
    public void versionTwoIsSpokenOnlyWhereItIsAllowed() throws Exception {
        assertArrayEquals(new String[]{ "TLSv1.3" }, line(false).newSSLEngine().getEnabledProtocols());
        String[] both = line(true).newSSLEngine().getEnabledProtocols();
        Arrays.sort(both);
        assertArrayEquals(new String[]{ "TLSv1.2", "TLSv1.3" }, both);
    }

    @Test
    public void aClientThatKnowsNothingBetterThanCbcIsRefused() throws Exception {
        SslContextFactory.Server factory = line(true);
        assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", agreed(factory, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        for (String weak : List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")) {
            assertTrue(weak, Arrays.asList(client.getSupportedSSLParameters().getCipherSuites()).contains(weak));
            assertThrows(weak, SSLException.class, () -> agreed(factory, weak));
        }
    }

    /** @return the suite that a client of version 1.2 with this one gets */
    private String agreed(SslContextFactory.Server factory, String suite) throws Exception {
        try (SSLServerSocket server = factory.newSslServerSocket(InetAddress.getLoopbackAddress().getHostAddress(), 0, 1)) {
            Thread accepting = Thread.ofVirtual().start(() -> {
                try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.startHandshake();
                } catch (IOException refused) {
                    // the client tells
                }
            });
            try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(server.getInetAddress(), server.getLocalPort())) {
                socket.setSoTimeout(10_000);
                socket.setEnabledProtocols(new String[]{ "TLSv1.2" });
                socket.setEnabledCipherSuites(new String[]{ suite });
                socket.startHandshake();
                return socket.getSession().getCipherSuite();
            } finally {
                accepting.join(10_000);
            }
        }
    }
}
