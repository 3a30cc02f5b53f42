package id.core.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * How a running system is reached.
 *
 * @param base
 *            scheme, host and port
 * @param certificate
 *            the file with the certificate that it shows; empty where the line is not encrypted
 */
record SystemLine(URI base, Optional<Path> certificate) {

    /** A client that trusts this system alone. */
    HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5));
        certificate.ifPresent(file -> builder.sslContext(trusting(file)));
        return builder.build();
    }

    private static SSLContext trusting(Path file) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[]{ PinnedCertificate.read(file) }, new SecureRandom());
            return context;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw CommandFailure.systemFailed("CERTIFICATE_UNREADABLE", "The certificate of the system cannot be read from "
                    + file + ": run as the user who started the system");
        }
    }
}
