package id.core.http.gate;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * The endpoints that answer without a token: where tokens and sessions come from, and public keys. No other may be added lightly.
 */
public final class OpenEndpoints {
    /** Their paths. */
    public static final Set<String> PATHS = Set.of("/oauth/token", "/.well-known/jwks.json",
            "/.well-known/oauth-authorization-server", "/.well-known/credential-keys.json",
            "/.well-known/verification-keys.json", "/.well-known/login-keys.json", "/staff/v1/login", "/staff/v1/authenticator",
            "/staff/v1/first-login", "/staff/v1/finger-login", "/staff/v1/logout", "/staff/v1/provider/login",
            "/staff/v1/provider/callback");

    private OpenEndpoints() {}

    /** Whether a resource method is one of them. */
    public static boolean contains(Class<?> type, Method method) {
        if (type == null || method == null) {
            return false;
        }
        return PATHS.contains(path(type, method));
    }

    /** Whether an open endpoint shows keys or metadata and takes nothing; any other takes a credential, or begins a log-in. */
    static boolean isDocument(Class<?> type, Method method) {
        return path(type, method).startsWith("/.well-known/");
    }

    /** The template of an endpoint's path, from the root. */
    static String path(Class<?> type, Method method) {
        String path = "/" + part(type.getAnnotation(Path.class)) + "/" + part(method.getAnnotation(Path.class));
        String single = path.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    private static String part(Path path) {
        return path == null ? "" : path.value();
    }
}
