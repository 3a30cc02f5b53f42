package id.core.http.gate;

import id.api.access.AccessError;
import id.api.error.ErrorCategory;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.PartnerError;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets in who shows a token, or the cookie of a session, with the scope that the endpoint asks for, and tells the endpoint who it is. */
final class ScopeFilter implements ContainerRequestFilter {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.]+");

    private final Callers callers;
    private final RateLimits limits;
    private final RefusedAccess refused;
    private final RequiresScope rule;
    private final String endpoint;

    ScopeFilter(Callers callers, RateLimits limits, RefusedAccess refused, RequiresScope rule, String endpoint) {
        this.callers = callers;
        this.limits = limits;
        this.refused = refused;
        this.rule = rule;
        this.endpoint = endpoint;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<ClientId> caller = Optional.empty();
        try {
            Access access = callers.of(request);
            caller = Optional.of(access.client());
            limits.client(access.client());
            letIn(access, request);
        } catch (IdentityException why) {
            if (why.category() == ErrorCategory.CALLER) {
                refused.note(caller, endpoint, why);
            }
            throw why;
        }
    }

    private void letIn(Access access, ContainerRequestContext request) {
        String scope = scope(request.getUriInfo().getPathParameters());
        if (!access.scopes().contains(scope)) {
            throw new IdentityException(PartnerError.SCOPE_MISSING, "",
                    "The token does not allow this: ask for the scope of this operation");
        }
        if (rule.everywhere() && !callers.isEverywhere(access)) {
            throw new IdentityException(AccessError.PLACE_NOT_ALLOWED, "",
                    "This takes somebody whose roles hold everywhere, not at some places");
        }
        boolean secure = request.getSecurityContext() != null && request.getSecurityContext().isSecure();
        request.setSecurityContext(new CallerContext(access, secure));
    }

    /** A path parameter can only complete the name of a scope, never add to what a scope name may hold. */
    private String scope(MultivaluedMap<String, String> parameters) {
        Matcher matcher = PARAMETER.matcher(rule.value());
        StringBuilder scope = new StringBuilder();
        while (matcher.find()) {
            String value = parameters.getFirst(matcher.group(1));
            matcher.appendReplacement(scope, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(scope);
        return SCOPE.matcher(scope).matches() ? scope.toString() : "";
    }
}
