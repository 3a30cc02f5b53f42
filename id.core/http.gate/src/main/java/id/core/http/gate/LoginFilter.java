package id.core.http.gate;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Stands before each endpoint that is open to everybody since what is sent there is the credential: counts the tries of an
 * address. It is bound to the methods themselves, so that no other spelling of a path goes round it.
 */
final class LoginFilter implements ContainerRequestFilter {
    private final RateLimits limits;

    LoginFilter(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        limits.login(request.getProperty(AddressFilter.CALLER) instanceof String address ? address : RateLimits.UNKNOWN);
    }
}
