package id.core.http.oidc;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * The addresses that this server is known by. They come from the settings, never from a request: an assertion that was
 * made for another server must not become valid here through a forged Host header.
 */
final class Issuer {
    static final String TOKEN_PATH = "/oauth/token";
    private final String base;
    private final Set<String> audiences = new LinkedHashSet<>();

    Issuer(String publicUrl, BundleContext context) {
        String local = ":" + port(context);
        String scheme = encrypted(context) ? "https" : "http";
        this.base = publicUrl.isBlank() ? scheme + "://127.0.0.1" + local : checked(publicUrl.strip());
        admit(base);
        if (publicUrl.isBlank()) {
            admit(scheme + "://localhost" + local);
            admit(scheme + "://[::1]" + local);
        }
    }

    /** Every mode but pilot speaks TLS only. */
    private static boolean encrypted(BundleContext context) {
        String mode = context.getProperty("idem.mode");
        return mode != null && !mode.equals("pilot");
    }

    /** The port that the launcher chose, or that the web server was given. */
    private static String port(BundleContext context) {
        return Stream.of("idem.port", "org.osgi.service.http.port").map(context::getProperty)
                .filter(port -> port != null && !port.isBlank()).map(String::strip).findFirst().orElse("8080");
    }

    private void admit(String address) {
        audiences.add(address);
        audiences.add(address + "/");
        audiences.add(address + TOKEN_PATH);
    }

    private static String checked(String url) {
        String trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        try {
            URI uri = URI.create(trimmed);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getQuery() == null && uri.getFragment() == null) {
                return trimmed;
            }
        } catch (IllegalArgumentException notAUrl) {
            throw wrong(notAUrl);
        }
        throw wrong(null);
    }

    private static IdentityException wrong(Throwable cause) {
        return new IdentityException(GeneralError.INVALID_VALUE, "publicUrl",
                "publicUrl is an address such as https://id.example.org, or empty for this machine only", cause);
    }

    String base() {
        return base;
    }

    Set<String> audiences() {
        return audiences;
    }
}
