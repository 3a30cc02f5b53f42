package id.core.http.osia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerError;
import id.api.value.ClientId;
import id.core.http.gate.Gate;
import id.core.http.gate.RateLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/** Resources behind the true gate, run by the REST library without a socket. The token is the scope. */
final class TestServer {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApplicationHandler application;

    record Answer(int status, byte[] content, ContainerResponse response) {
        JsonNode json() {
            try {
                return JSON.readTree(content);
            } catch (java.io.IOException unreadable) {
                throw new AssertionError(new String(content, StandardCharsets.UTF_8), unreadable);
            }
        }

        String header(String name) {
            return response.getHeaderString(name);
        }
    }

    TestServer(Object... resources) {
        Gate gate = new Gate(new Limits(), new ScopeIsToken(), new FakeStaff(), new FakeStaff(), noTrail(), () -> NOW, limits());
        application = new ApplicationHandler(new ResourceConfig().register(gate).registerInstances(resources));
    }

    private static AuditTrail noTrail() {
        return (AuditTrail) Proxy.newProxyInstance(TestServer.class.getClassLoader(), new Class<?>[]{ AuditTrail.class },
                (proxy, method, arguments) -> null);
    }

    Answer call(String method, String path, String scope, String body) {
        return call(method, path, scope, Map.of("Content-Type", "application/json"),
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    Answer call(String method, String path, String scope, Map<String, String> headers, byte[] body) {
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(path), method, null,
                new MapPropertiesDelegate(), null);
        if (scope != null) {
            request.header("Authorization", "Bearer " + scope);
        }
        if (body != null) {
            headers.forEach(request::header);
            request.setEntityStream(new ByteArrayInputStream(body));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ContainerResponse response = application.apply(request, out).get();
            return new Answer(response.getStatus(), out.toByteArray(), response);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static final class ScopeIsToken implements AccessTokens {
        @Override
        public AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Access check(String bearerToken) {
            if (bearerToken.equals("forged")) {
                throw new IdentityException(PartnerError.TOKEN_INVALID, "", "The token does not hold");
            }
            return new Access(new ClientId("client-1"), Set.of(bearerToken), Instant.MAX);
        }
    }

    /** As they are set at first: a test stays far below. */
    private static RateLimits limits() {
        RateLimits.Config settings = (RateLimits.Config) Proxy.newProxyInstance(TestServer.class.getClassLoader(),
                new Class<?>[]{ RateLimits.Config.class }, (proxy, method, arguments) -> method.getDefaultValue());
        return new RateLimits(settings, null);
    }

    private static final class Limits implements Gate.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return Gate.Config.class;
        }

        @Override
        public int maxBodyMebibytes() {
            return 64;
        }

        @Override
        public int maxJsonDepth() {
            return 64;
        }
    }
}
