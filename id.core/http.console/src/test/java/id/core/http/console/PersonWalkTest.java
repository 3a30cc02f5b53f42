package id.core.http.console;

import static org.junit.Assert.assertEquals;

import id.api.access.AccessError;
import id.api.access.ObjectPlaces;
import id.api.access.OwnAccount;
import id.api.access.StaffSessions;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessTokens;
import id.api.value.ClientId;
import id.core.http.gate.Gate;
import id.core.http.gate.RateLimits;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.Test;

/** Walks all endpoints with the session of a person who has no role: their own account is all that it opens. */
public class PersonWalkTest {
    private static final int INSIDE = 299;

    private interface Answers {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> answers.to(method, arguments)));
    }

    private static ApplicationHandler server() throws Exception {
        ObjectPlaces places = proxy(ObjectPlaces.class, (method, arguments) -> true);
        StaffSessions sessions = proxy(StaffSessions.class, (method, arguments) -> {
            if (!"session".equals(arguments[0])) {
                throw new IdentityException(AccessError.SESSION_INVALID, "", "No session");
            }
            return new Access(new ClientId("staff.maria"), Set.of(OwnAccount.SCOPE), Instant.MAX);
        });
        Gate.Config limits = proxy(Gate.Config.class, (method, arguments) -> method.getDefaultValue());
        ResourceConfig config = new ResourceConfig()
                .register(new Gate(limits, proxy(AccessTokens.class, (method, arguments) -> null), sessions, places,
                        proxy(AuditTrail.class, (method, arguments) -> null), () -> Instant.EPOCH,
                        new RateLimits(proxy(RateLimits.Config.class, (method, arguments) -> method.getDefaultValue()), null)))
                .register((ContainerRequestFilter) request -> request.abortWith(Response.status(INSIDE).build()),
                        Priorities.AUTHORIZATION);
        FakeParts parts = new FakeParts(places);
        for (Class<?> type : Endpoint.all().stream().map(each -> each.method().getDeclaringClass()).distinct().toList()) {
            config.registerInstances(parts.resource(type));
        }
        return new ApplicationHandler(config);
    }

    private static int call(ApplicationHandler server, String operation, String session, boolean ownPage) throws Exception {
        String[] parts = operation.split(" ");
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base,
                base.resolve(parts[1].replace("{action}", "revoke").replaceAll("\\{\\w+}", "a".repeat(32))),
                parts[0], null, new MapPropertiesDelegate(), null);
        request.header("Cookie", "__Host-idem-session=" + session);
        if (ownPage) {
            request.header("X-Idem-Page", "1");
        }
        request.header("Content-Type", "application/json");
        request.setEntityStream(new ByteArrayInputStream("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return server.apply(request, new ByteArrayOutputStream()).get().getStatus();
    }

    @Test
    public void aSessionOpensTheOwnAccountAndNothingElse() throws Exception {
        ApplicationHandler server = server();
        List<String> own = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.all()) {
            if (endpoint.open()) {
                continue;
            }
            boolean mine = endpoint.operation().contains(" /staff/v1/account/");
            if (mine) {
                own.add(endpoint.operation());
                assertEquals(endpoint.operation(), INSIDE, call(server, endpoint.operation(), "session", true));
                assertEquals(endpoint.operation(), 401, call(server, endpoint.operation(), "made up", true));
                assertEquals(endpoint.operation() + " from nowhere", endpoint.operation().startsWith("GET ") ? INSIDE : 403,
                        call(server, endpoint.operation(), "session", false));
            } else if (endpoint.method().getAnnotation(jakarta.ws.rs.Consumes.class) == null
                    || endpoint.method().getAnnotation(jakarta.ws.rs.Consumes.class).value()[0].equals("application/json")) {
                assertEquals(endpoint.operation(), 403, call(server, endpoint.operation(), "session", true));
            }
        }
        assertEquals(own.toString(), 6, own.size());
    }
}
