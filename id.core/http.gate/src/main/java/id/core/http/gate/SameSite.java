package id.core.http.gate;

import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Set;

/**
 * Refuses what a browser sends here from a page of somebody else. The cookie of a session, which a browser adds by
 * itself, is SameSite=Strict and needs a sign of an own page as well, see {@link Callers}.
 */
@PreMatching
final class SameSite implements ContainerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    @Override
    public void filter(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (!READING.contains(request.getMethod()) && site != null && FOREIGN.contains(site)) {
            throw new IdentityException(PartnerError.SITE_FOREIGN, "",
                    "A page of another site may not change anything here: call from a server, or from a page of this one");
        }
    }
}
