package id.core.http.gate;

import id.api.error.GeneralError;
import id.api.error.IdentityException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses a parameter in the address that comes twice where the endpoint reads one: what stands before this server may
 * have judged the other one.
 */
final class OnceOnly implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        context.register(new Filter(lists(resource.getResourceMethod())));
    }

    /** The parameters of which the endpoint reads all. */
    private static Set<String> lists(Method method) {
        return method == null ? Set.of()
                : Arrays.stream(method.getParameters()).filter(OnceOnly::isList)
                        .map(parameter -> parameter.getAnnotation(QueryParam.class).value())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isList(Parameter parameter) {
        return parameter.isAnnotationPresent(QueryParam.class) && Collection.class.isAssignableFrom(parameter.getType());
    }

    private record Filter(Set<String> lists) implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            for (Map.Entry<String, List<String>> one : request.getUriInfo().getQueryParameters().entrySet()) {
                if (one.getValue().size() > 1 && !lists.contains(one.getKey())) {
                    throw new IdentityException(GeneralError.MALFORMED, "",
                            "A parameter of the address is given more than once: give each once");
                }
            }
        }
    }
}
