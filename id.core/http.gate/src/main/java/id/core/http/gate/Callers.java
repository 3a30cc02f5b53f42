package id.core.http.gate;

import id.api.access.ObjectPlaces;
import id.api.access.StaffSessions;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerError;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/** Who calls: a machine by its access token, a person by the cookie of a session. Both get the same access. */
public final class Callers {
    /** The cookie of a session. Its prefix makes browsers insist on Secure, the path / and no Domain. */
    public static final String COOKIE = "__Host-idem-session";
    /** A page of this server sends it along where the browser does not say where a call comes from. */
    static final String OWN_PAGE = "X-Idem-Page";

    private static final String SCHEME = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final AccessTokens tokens;
    private final StaffSessions sessions;
    private final ObjectPlaces places;

    public Callers(AccessTokens tokens, StaffSessions sessions, ObjectPlaces places) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.places = places;
    }

    Access of(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        Cookie cookie = request.getCookies().get(COOKIE);
        if (header == null && cookie != null) {
            refuseForeign(request);
            return sessions.check(cookie.getValue(), binding(request.getHeaderString(HttpHeaders.USER_AGENT)));
        }
        if (header == null || header.length() <= SCHEME.length()
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IdentityException(PartnerError.TOKEN_INVALID, "",
                    "Send an access token: Authorization: Bearer <token of POST /oauth/token>");
        }
        return tokens.check(header.substring(SCHEME.length()).strip());
    }

    boolean isEverywhere(Access access) {
        return places.reaches(access.client(), Optional.empty());
    }

    /** A browser adds the cookie by itself: a change has to show that a page of this server made it. */
    private static void refuseForeign(ContainerRequestContext request) {
        boolean own = "same-origin".equals(request.getHeaderString("Sec-Fetch-Site"))
                || request.getHeaderString(OWN_PAGE) != null;
        if (!READING.contains(request.getMethod()) && !own) {
            throw new IdentityException(PartnerError.SITE_FOREIGN, "",
                    "A change by a session comes from a page of this server: send the header " + OWN_PAGE + ": 1");
        }
    }

    /** What a session is bound to. */
    public static String binding(String userAgent) {
        return userAgent == null ? "" : userAgent;
    }
}
