package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.Test;

/** Limits of calls and cut bodies, through the gate and the REST library. */
public class GateLimitsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeLimits.Clock clock = new FakeLimits.Clock();
    private final RateLimits limits = new RateLimits(FakeLimits.settings(Map.of("clientCallsPerMinute", 2, "loginCallsPerMinute", 1)),
            new FakeTrail(), clock);
    private final ApplicationHandler server = new ApplicationHandler(new ResourceConfig()
            .register(new Gate(settings(), tokens(), new FakeStaff(), new FakeStaff(), new FakeTrail(), () -> Instant.EPOCH, limits))
            .registerInstances(new Own(), new Osia(), new Open()));

    private record Answer(int status, JsonNode body, ContainerResponse response) {
        String code() {
            return body.path("errors").path(0).path("code").asText();
        }
    }

    /** Endpoints of the product's own kind. */
    @Path("/own")
    @Produces("application/json")
    public static final class Own {
        @GET
        @RequiresScope("own.read")
        public Map<String, Object> read() {
            return Map.of("read", true);
        }

        @POST
        @Consumes("application/json")
        @RequiresScope("own.read")
        public Map<String, Object> take(Map<String, Object> body) {
            return Map.of("size", body.size());
        }

        @POST
        @Path("stream")
        @RequiresScope("own.read")
        public Map<String, Object> stream(InputStream body) throws IOException {
            return Map.of("size", body.readAllBytes().length);
        }

        @POST
        @Path("pieces")
        @RequiresScope("own.read")
        public Map<String, Object> pieces(InputStream body) {
            int count = 0;
            try {
                while (body.read() >= 0) {
                    count++;
                }
            } catch (IOException lineBroke) {
                return Map.of("kept", count);
            }
            return Map.of("whole", count);
        }
    }

    /** An endpoint under the paths of OSIA. */
    @Path("/v1/things")
    @Produces("application/json")
    public static final class Osia {
        @GET
        @RequiresScope("own.read")
        public Map<String, Object> read() {
            return Map.of("read", true);
        }
    }

    /** Open endpoints: one that takes a credential, one that shows keys. */
    @Path("/")
    @Produces("application/json")
    public static final class Open {
        @POST
        @Path("oauth/token")
        public Map<String, Object> token() {
            return Map.of("token", true);
        }

        @GET
        @Path("staff/v1/provider/callback")
        public Map<String, Object> callback() {
            return Map.of("session", true);
        }

        @GET
        @Path(".well-known/jwks.json")
        public Map<String, Object> keys() {
            return Map.of("keys", true);
        }
    }

    private static Gate.Config settings() {
        return (Gate.Config) Proxy.newProxyInstance(GateLimitsTest.class.getClassLoader(), new Class<?>[]{ Gate.Config.class },
                (proxy, method, arguments) -> method.getDefaultValue());
    }

    private static AccessTokens tokens() {
        return new AccessTokens() {
            @Override
            public AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Access check(String bearerToken) {
                return new Access(new ClientId(bearerToken), Set.of("own.read"), Instant.MAX);
            }
        };
    }

    private Answer call(String method, String path, String client, String address, InputStream body) throws Exception {
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(path), method, null, new MapPropertiesDelegate(), null);
        if (client != null) {
            request.header("Authorization", "Bearer " + client);
        }
        if (address != null) {
            request.setProperty(AddressFilter.CALLER, address);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
            request.setEntityStream(body);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContainerResponse response = server.apply(request, out).get();
        return new Answer(response.getStatus(), JSON.readTree(out.toByteArray()), response);
    }

    private Answer read(String path, String client) throws Exception {
        return call("GET", path, client, null, null);
    }

    @Test
    public void aClientThatCallsTooOftenIsToldWhenToComeAgain() throws Exception {
        assertEquals(200, read("/own", "bank").status());
        assertEquals(200, read("/own", "bank").status());
        Answer refused = read("/own", "bank");
        assertEquals(429, refused.status());
        assertEquals("TOO_MANY_CALLS", refused.code());
        assertEquals("30", refused.response().getHeaderString("Retry-After"));
        assertEquals("another client is not affected", 200, read("/own", "shop").status());
        clock.advance(Duration.ofSeconds(30));
        assertEquals(200, read("/own", "bank").status());
    }

    @Test
    public void whereAProtocolHasNo429TheTimeIsToldAllTheSame() throws Exception {
        read("/v1/things", "bank");
        read("/v1/things", "bank");
        Answer refused = read("/v1/things", "bank");
        assertEquals(500, refused.status());
        assertEquals("30", refused.response().getHeaderString("Retry-After"));
    }

    @Test
    public void anAddressThatShowsCredentialsTooOftenIsHeldOff() throws Exception {
        assertEquals(200, call("POST", "/oauth/token", null, "203.0.113.7", null).status());
        for (String spelling : new String[]{ "/oauth/token", "/oauth/token/", "/oauth/token;a=b", "/oauth/token?x=y" }) {
            Answer refused = call("POST", spelling, null, "203.0.113.7", null);
            assertEquals(spelling, 429, refused.status());
            assertEquals("temporarily_unavailable", refused.body().path("error").asText());
            assertEquals("60", refused.response().getHeaderString("Retry-After"));
        }
        assertEquals("all ways in are one budget", 429, call("GET", "/staff/v1/provider/callback", null, "203.0.113.7", null).status());
        assertEquals(200, call("POST", "/oauth/token", null, "203.0.113.8", null).status());
        assertEquals("keys are for everybody", 200, call("GET", "/.well-known/jwks.json", null, "203.0.113.7", null).status());
    }

    @Test
    public void callsFromAnUnknownPlaceShareOneBudget() throws Exception {
        assertEquals(200, call("POST", "/oauth/token", null, null, null).status());
        assertEquals(429, call("POST", "/oauth/token", null, null, null).status());
    }

    private static InputStream cut(String beginning, Exception how) {
        return new SequenceInputStream(new ByteArrayInputStream(beginning.getBytes(StandardCharsets.UTF_8)), new InputStream() {
            @Override
            public int read() throws IOException {
                if (how instanceof IOException lineBroke) {
                    throw lineBroke;
                }
                throw (RuntimeException) how;
            }
        });
    }

    /** The client's line broke: that is no fault of this system, and its log is not filled with it. */
    @Test
    public void aBodyThatEndsEarlyIsTheCallersError() throws Exception {
        int client = 0;
        for (Exception how : new Exception[]{ new java.io.EOFException("early EOF"), new IllegalStateException("bad chunk") }) {
            for (String beginning : new String[]{ "", "{", "{\"name\":\"Jane", "{\"name\":\"Jane\"}" }) {
                for (String path : new String[]{ "/own", "/own/stream" }) {
                    Answer refused = call("POST", path, "client-" + client++, null, cut(beginning, how));
                    assertEquals(path + " " + beginning, 400, refused.status());
                    assertEquals(path + " " + beginning, "BODY_UNREADABLE", refused.code());
                    assertTrue(!refused.body().toString().contains("Jane"));
                }
            }
        }
    }

    @Test
    public void whoKeepsPiecesStillGetsThem() throws Exception {
        Answer kept = call("POST", "/own/pieces", "bank", null, cut("12345", new IOException("reset")));
        assertEquals(5, kept.body().path("kept").asInt());
    }
}
