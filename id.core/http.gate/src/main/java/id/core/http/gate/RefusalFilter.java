package id.core.http.gate;

import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Refuses everybody: stands before an endpoint that does not say whom it is for. */
final class RefusalFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        throw new IdentityException(PartnerError.SCOPE_MISSING, "", "Nobody is let in here");
    }
}
