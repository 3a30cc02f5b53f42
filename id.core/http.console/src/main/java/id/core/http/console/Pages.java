package id.core.http.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.osgi.framework.Bundle;

/** How everything here is sent: from this bundle only, with the headers that keep a page to itself. */
final class Pages {
    /** No page runs or loads anything that does not come from this server. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    /** swagger-ui has its icons in its style sheet. */
    private static final String BROWSER_POLICY = POLICY.replace("img-src 'self'", "img-src 'self' data:");

    private Pages() {}

    static void protect(HttpServletResponse response, boolean browser) {
        response.setHeader("Content-Security-Policy", browser ? BROWSER_POLICY : POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    static void sendFile(Bundle bundle, String entry, HttpServletResponse response) throws IOException {
        URL url = bundle.getEntry(entry);
        if (url == null || entry.endsWith("/")) {
            sendMissing(response);
            return;
        }
        try (InputStream in = url.openStream()) {
            send(response, mediaType(entry), in.readAllBytes(), "public, max-age=300");
        }
    }

    static void sendText(HttpServletResponse response, String mediaType, String text) throws IOException {
        send(response, mediaType, text.getBytes(StandardCharsets.UTF_8), "no-store");
    }

    static void sendMissing(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        sendText(response, "text/plain; charset=utf-8", "Nothing has this address.\n");
    }

    private static void send(HttpServletResponse response, String mediaType, byte[] content, String cache)
            throws IOException {
        response.setHeader("Cache-Control", cache);
        response.setContentType(mediaType);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static String mediaType(String entry) {
        return switch (entry.substring(entry.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "yaml" -> "application/yaml; charset=utf-8";
            default -> "text/plain; charset=utf-8";
        };
    }

    static String read(Bundle bundle, String entry) throws IOException {
        try (InputStream in = bundle.getEntry(entry).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
                "&#39;");
    }
}
