package id.core.http.gate;

import id.api.partner.RequiresScope;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each endpoint its rule when it is installed: the scope that it declares, or, where it declares none and is not
 * among the open ones, a refusal of everybody. Open ones that take a credential count the tries of an address.
 */
public final class AccessRules implements DynamicFeature {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);

    private final Callers callers;
    private final RefusedAccess refused;
    private final RateLimits limits;

    AccessRules(Callers callers, RefusedAccess refused, RateLimits limits) {
        this.callers = callers;
        this.refused = refused;
        this.limits = limits;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        Class<?> type = resource.getResourceClass();
        Optional<RequiresScope> scope = scopeOf(type, method);
        if (scope.isPresent()) {
            context.register(new ScopeFilter(callers, limits, refused, scope.get(), endpoint(type, method)), Priorities.AUTHENTICATION);
        } else if (!OpenEndpoints.contains(type, method)) {
            // The REST library adds endpoints of its own (OPTIONS, WADL); they are refused like any other.
            if (type != null && type.getName().startsWith("id.")) {
                LOG.error("{}.{} declares no scope and answers nobody: annotate it with @RequiresScope",
                        type.getSimpleName(), method.getName());
            }
            context.register(new RefusalFilter(), Priorities.AUTHENTICATION);
        } else if (!OpenEndpoints.isDocument(type, method)) {
            context.register(new LoginFilter(limits), Priorities.AUTHENTICATION);
        }
    }

    /** Method and template of the path, as in {@code GET /admin/v1/clients/{id}}. */
    private static String endpoint(Class<?> type, Method method) {
        String verb = Arrays.stream(method.getAnnotations())
                .map(one -> one.annotationType().getAnnotation(HttpMethod.class)).filter(Objects::nonNull)
                .map(HttpMethod::value).findFirst().orElse("");
        return (verb + " " + OpenEndpoints.path(type, method)).strip();
    }

    private static Optional<RequiresScope> scopeOf(Class<?> type, Method method) {
        RequiresScope own = method == null ? null : method.getAnnotation(RequiresScope.class);
        if (own == null && type != null) {
            own = type.getAnnotation(RequiresScope.class);
        }
        return Optional.ofNullable(own);
    }
}
