package id.core.http.admin;

import id.api.access.StaffSessions.StaffSession;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;

/** How a session is handed to a browser, and taken from it. */
final class SessionAnswer {
    static final String COOKIE = "__Host-idem-session";
    /** Not the cookies: they would go for all hosts of the domain, and the one of the session is taken back by itself. */
    private static final String CLEARED = "\"cache\", \"storage\"";

    private SessionAnswer() {}

    /** What began, and how the person logged in. */
    record Session(Set<String> roles, String expiresAt, Set<String> methods) {}

    static Response begun(StaffSession session) {
        return Response.ok(new Session(new TreeSet<>(session.roles()), session.expiresAt().toString(),
                new TreeSet<>(session.methods())))
                .header(HttpHeaders.SET_COOKIE, cookie(session.token(), "")).build();
    }

    static Response ended() {
        return Response.noContent().header(HttpHeaders.SET_COOKIE, cookie("", "; Max-Age=0"))
                .header("Clear-Site-Data", CLEARED).build();
    }

    /** Browsers take Secure cookies of the loopback address without TLS, so that pilot mode needs no weaker one. */
    static String cookie(String value, String more) {
        return COOKIE + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict" + more;
    }
}
