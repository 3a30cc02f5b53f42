package id.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the running system over HTTP whether it is ready. Plain sockets: an HTTP client costs a tenth of the start. */
final class Readiness {
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 5_000;
    private final Served served;

    Readiness(Served served) {
        this.served = served;
    }

    /** @return the status of {@code GET /health/ready}; 0 when nobody answers yet */
    int status() {
        String host = served.base().getHost().replaceAll("[\\[\\]]", "");
        int port = served.base().getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            try (Socket socket = served.certificate().isPresent() ? encrypted(plain, host, port) : plain) {
                String request = "GET /health/ready HTTP/1.1\r\nHost: " + served.base().getAuthority() + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                InputStream answer = socket.getInputStream();
                String start = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
                return start.startsWith("HTTP/1.") && start.length() == 12 ? Integer.parseInt(start.substring(9)) : 0;
            }
        } catch (IOException | GeneralSecurityException | NumberFormatException e) {
            return 0;
        }
    }

    /** Trusts the very certificate that the system says it shows, and no other. */
    private Socket encrypted(Socket plain, String host, int port) throws IOException, GeneralSecurityException {
        Path file = served.certificate().orElseThrow();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory().createSocket(plain, host, port, true);
    }
}
