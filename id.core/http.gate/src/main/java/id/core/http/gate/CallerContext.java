package id.core.http.gate;

import id.api.partner.Access;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who calls: the principal's name is the client id, and a role is a scope of the token. */
record CallerContext(Access access, boolean isSecure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
        return access.client()::value;
    }

    @Override
    public boolean isUserInRole(String role) {
        return access.scopes().contains(role);
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
