package id.core.http.gate;

import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerError;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets in who shows a token with the scope that the endpoint asks for, and tells the endpoint who it is. */
final class ScopeFilter implements ContainerRequestFilter {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.]+");
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final String template;

    ScopeFilter(AccessTokens tokens, String template) {
        this.tokens = tokens;
        this.template = template;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Access access = tokens.check(token(request));
        String scope = scope(request.getUriInfo().getPathParameters());
        if (!access.scopes().contains(scope)) {
            throw new IdentityException(PartnerError.SCOPE_MISSING, "",
                    "The token does not allow this: ask for the scope of this operation");
        }
        boolean secure = request.getSecurityContext() != null && request.getSecurityContext().isSecure();
        request.setSecurityContext(new CallerContext(access, secure));
    }

    private static String token(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || header.length() <= SCHEME.length()
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IdentityException(PartnerError.TOKEN_INVALID, "",
                    "Send an access token: Authorization: Bearer <token of POST /oauth/token>");
        }
        return header.substring(SCHEME.length()).strip();
    }

    /** A path parameter can only complete the name of a scope, never add to what a scope name may hold. */
    private String scope(MultivaluedMap<String, String> parameters) {
        Matcher matcher = PARAMETER.matcher(template);
        StringBuilder scope = new StringBuilder();
        while (matcher.find()) {
            String value = parameters.getFirst(matcher.group(1));
            matcher.appendReplacement(scope, Matcher.quoteReplacement(value == null ? "" : value));
        }
        matcher.appendTail(scope);
        return SCOPE.matcher(scope).matches() ? scope.toString() : "";
    }
}
