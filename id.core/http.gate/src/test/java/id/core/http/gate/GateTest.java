package id.core.http.gate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.audit.AuditEntry;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerError;
import id.api.partner.RequiresScope;
import id.api.value.ClientId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.BeforeClass;
import org.junit.Test;

/** The gate in front of small resources, run by the REST library itself. */
public class GateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FakeTrail TRAIL = new FakeTrail();
    private static ApplicationHandler server;

    private record Answer(int status, JsonNode body, ContainerResponse response) {}

    /** A body. */
    public record Order(String name, int count, List<Line> lines, Map<String, Object> more) {}

    /** A part of a body. */
    public record Line(byte[] data) {}

    /** Endpoints of the product's own kind. */
    @Path("/own")
    @Produces("application/json")
    public static final class Own {
        @GET
        @RequiresScope("own.read")
        public Map<String, Object> read(@Context SecurityContext caller) {
            return Map.of("client", caller.getUserPrincipal().getName(), "reader", caller.isUserInRole("own.read"));
        }

        @GET
        @Path("sets/{setName}")
        @RequiresScope("id.{setName}.read")
        public Map<String, Object> set(@PathParam("setName") String name) {
            return Map.of("set", name);
        }

        @GET
        @Path("whole")
        @RequiresScope(value = "own.read", everywhere = true)
        public Map<String, Object> whole() {
            return Map.of("whole", true);
        }

        @GET
        @Path("all")
        @RequiresScope("own.read")
        public Map<String, Object> all(@QueryParam("name") List<String> names) {
            return Map.of("names", names);
        }

        @GET
        @Path("forgotten")
        public Map<String, Object> forgotten() {
            return Map.of("secret", true);
        }

        @POST
        @Consumes("application/json")
        @RequiresScope("own.read")
        public Map<String, Object> take(Order order) {
            return Map.of("count", order.count());
        }

        @GET
        @Path("fail/{how}")
        @RequiresScope("own.read")
        public Map<String, Object> fail(@PathParam("how") String how) {
            switch (how) {
                case "external" -> throw new IdentityException(GeneralError.UNAVAILABLE, "x", "Come back later");
                case "internal" ->
                    throw new IdentityException(GeneralError.INTERNAL_FAULT, "x", "the inner detail of the system");
                default -> throw new IllegalStateException("Jane Doe, born 1990");
            }
        }
    }

    /** An endpoint under the paths of OSIA. */
    @Path("/v1/things")
    @Produces("application/json")
    public static final class Osia {
        @POST
        @Consumes("application/json")
        @RequiresScope("own.read")
        public Map<String, Object> take(Order order) {
            throw new IdentityException(GeneralError.CONFLICT, "thingId", "It exists");
        }
    }

    /** The endpoint of GovStack. */
    @Path("/enrollment")
    @Produces("application/json")
    public static final class GovStack {
        @POST
        @RequiresScope("own.read")
        public Map<String, Object> take() {
            throw new IdentityException(GeneralError.MISSING_VALUE, "request.id", "Give one");
        }
    }

    private static final class Tokens implements AccessTokens {
        @Override
        public AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Access check(String bearerToken) {
            Set<String> scopes = switch (bearerToken) {
                case "reader" -> Set.of("own.read", "id.SET_A.read");
                case "limited" -> Set.of("own.read", "own.all");
                case "stranger" -> Set.of("other");
                default -> throw new IdentityException(PartnerError.TOKEN_INVALID, "", "The token does not hold");
            };
            return new Access(new ClientId(bearerToken.equals("limited") ? "limited" : "desk-1"), scopes, Instant.MAX);
        }
    }

    @BeforeClass
    public static void start() {
        Gate.Config config = new Gate.Config() {
            @Override
            public Class<? extends java.lang.annotation.Annotation> annotationType() {
                return Gate.Config.class;
            }

            @Override
            public int maxBodyMebibytes() {
                return 1;
            }

            @Override
            public int maxJsonDepth() {
                return 16;
            }
        };
        Gate gate = new Gate(config, new Tokens(), new FakeStaff(), new FakeStaff(), TRAIL, () -> Instant.parse("2026-01-01T00:00:00Z"),
                new RateLimits(FakeLimits.settings(Map.of()), TRAIL));
        server = new ApplicationHandler(
                new ResourceConfig().register(gate).registerInstances(new Own(), new Osia(), new GovStack()));
    }

    private static Answer call(String method, String path, String token, String body) throws Exception {
        return call(method, path, token, body, Map.of());
    }

    private static Answer call(String method, String path, String token, String body, Map<String, String> more)
            throws Exception {
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(path), method, null,
                new MapPropertiesDelegate(), null);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        more.forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
            request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContainerResponse response = server.apply(request, out).get();
        return new Answer(response.getStatus(), read(out), response);
    }

    private static JsonNode read(ByteArrayOutputStream out) throws IOException {
        return JSON.readTree(out.toByteArray());
    }

    private static String error(Answer answer, String part) {
        return answer.body().path("errors").path(0).path(part).asText();
    }

    @Test
    public void whoIsRefusedStandsInTheTrailWithoutWhatWasAskedFor() throws Exception {
        TRAIL.take();
        assertEquals(403, call("GET", "/own/sets/OTHER?who=Maria", "limited", null).status());
        assertEquals(401, call("GET", "/own/sets/OTHER?who=Maria", "forged", null).status());
        assertEquals(200, call("GET", "/own", "reader", null).status());
        List<AuditEntry> entries = TRAIL.take();
        assertEquals(2, entries.size());
        assertEquals("limited", entries.get(0).actor().value());
        assertEquals("GET /own/sets/{setName}", entries.get(0).details().get("endpoint"));
        assertEquals("SCOPE_MISSING", entries.get(0).details().get("code"));
        assertFalse(entries.toString(), entries.toString().contains("Maria"));
        assertEquals("TOKEN_INVALID", entries.get(1).details().get("code"));
        assertEquals(ClientId.SYSTEM, entries.get(1).actor());
    }

    @Test
    public void aParameterComesOnceUnlessTheEndpointReadsAll() throws Exception {
        assertEquals(200, call("GET", "/own?limit=1", "reader", null).status());
        for (String twice : List.of("limit=1&limit=2", "other=1&other=1", "limit=1&%6Cimit=2")) {
            Answer answer = call("GET", "/own?" + twice, "reader", null);
            assertEquals(twice, 400, answer.status());
            assertEquals("MALFORMED", error(answer, "code"));
        }
        assertEquals(200, call("GET", "/own/all?name=a&name=b", "reader", null).status());
        assertEquals(400, call("GET", "/own/all?name=a&limit=1&limit=2", "reader", null).status());
    }

    @Test
    public void noTokenIsUnauthorized() throws Exception {
        Answer answer = call("GET", "/own", null, null);
        assertEquals(401, answer.status());
        assertEquals("TOKEN_INVALID", error(answer, "code"));
        assertEquals("Bearer realm=\"idem\"", answer.response().getHeaderString("WWW-Authenticate"));
        assertEquals("nosniff", answer.response().getHeaderString("X-Content-Type-Options"));
        assertEquals("default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                answer.response().getHeaderString("Content-Security-Policy"));
    }

    @Test
    public void whatABrowserAddsByItselfIsNoCredential() throws Exception {
        assertEquals(401, call("GET", "/own", null, null, Map.of("Cookie", "token=reader; Authorization=Bearer reader")).status());
        assertEquals(401, call("GET", "/own", null, null, Map.of("Authorization", "Basic cmVhZGVyOnJlYWRlcg==")).status());
        assertEquals(401, call("GET", "/own?access_token=reader", null, null).status());
    }

    @Test
    public void aSessionIsAsGoodAsATokenForItsOwnBrowserAlone() throws Exception {
        String cookie = Callers.COOKIE + "=session";
        Answer answer = call("GET", "/own", null, null, Map.of("Cookie", cookie, "User-Agent", "Browser/1"));
        assertEquals(200, answer.status());
        assertEquals("staff.maria", answer.body().path("client").asText());
        assertEquals(401, call("GET", "/own", null, null, Map.of("Cookie", cookie, "User-Agent", "Other/2")).status());
        assertEquals(401, call("GET", "/own", null, null,
                Map.of("Cookie", Callers.COOKIE + "=forged", "User-Agent", "Browser/1")).status());
        assertEquals("a token counts first", 401,
                call("GET", "/own", "forged", null, Map.of("Cookie", cookie, "User-Agent", "Browser/1")).status());
    }

    @Test
    public void aSessionChangesNothingWithoutASignOfAnOwnPage() throws Exception {
        String order = "{\"name\":\"a\",\"count\":1}";
        Map<String, String> session = Map.of("Cookie", Callers.COOKIE + "=session", "User-Agent", "Browser/1");
        Answer answer = call("POST", "/own", null, order, session);
        assertEquals(403, answer.status());
        assertEquals("SITE_FOREIGN", error(answer, "code"));
        for (Map<String, String> sign : List.of(Map.of("Sec-Fetch-Site", "same-origin"), Map.of("X-Idem-Page", "1"))) {
            Map<String, String> all = new java.util.HashMap<>(session);
            all.putAll(sign);
            assertEquals(200, call("POST", "/own", null, order, all).status());
        }
    }

    @Test
    public void whatBelongsToNoPlaceTakesSomebodyWhoWorksEverywhere() throws Exception {
        assertEquals(200, call("GET", "/own/whole", "reader", null).status());
        assertEquals(200, call("GET", "/own", "limited", null).status());
        Answer answer = call("GET", "/own/whole", "limited", null);
        assertEquals(403, answer.status());
        assertEquals("PLACE_NOT_ALLOWED", error(answer, "code"));
    }

    @Test
    public void aPageOfAnotherSiteChangesNothing() throws Exception {
        String order = "{\"name\":\"a\",\"count\":1}";
        for (String site : List.of("cross-site", "same-site")) {
            Answer answer = call("POST", "/own", "reader", order, Map.of("Sec-Fetch-Site", site));
            assertEquals(403, answer.status());
            assertEquals("SITE_FOREIGN", error(answer, "code"));
        }
        for (String site : List.of("same-origin", "none")) {
            assertEquals(200, call("POST", "/own", "reader", order, Map.of("Sec-Fetch-Site", site)).status());
        }
        Answer read = call("GET", "/own", "reader", null, Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://other.example"));
        assertEquals(200, read.status());
        assertEquals("no page of another site may see it", null, read.response().getHeaderString("Access-Control-Allow-Origin"));
    }

    @Test
    public void badTokenIsUnauthorized() throws Exception {
        Answer answer = call("GET", "/own", "forged", null);
        assertEquals(401, answer.status());
        assertTrue(answer.response().getHeaderString("WWW-Authenticate").contains("invalid_token"));
    }

    @Test
    public void wrongScopeIsForbidden() throws Exception {
        assertEquals(403, call("GET", "/own", "stranger", null).status());
    }

    @Test
    public void rightScopeIsLetInAndNamed() throws Exception {
        Answer answer = call("GET", "/own", "reader", null);
        assertEquals(200, answer.status());
        assertEquals("desk-1", answer.body().path("client").asText());
        assertTrue(answer.body().path("reader").asBoolean());
        assertEquals("no-store", answer.response().getHeaderString("Cache-Control"));
    }

    @Test
    public void pathParameterCompletesTheScope() throws Exception {
        assertEquals(200, call("GET", "/own/sets/SET_A", "reader", null).status());
        assertEquals(403, call("GET", "/own/sets/SET_B", "reader", null).status());
        assertEquals(403, call("GET", "/own/sets/%20SET_A", "reader", null).status());
    }

    @Test
    public void endpointWithoutScopeAnswersNobody() throws Exception {
        Answer answer = call("GET", "/own/forgotten", "reader", null);
        assertEquals(403, answer.status());
        assertFalse(answer.body().toString().contains("secret"));
        assertEquals(403, call("GET", "/own/forgotten", null, null).status());
    }

    @Test
    public void endpointsOfTheLibraryAnswerNobody() throws Exception {
        assertEquals(403, call("OPTIONS", "/own", "reader", null).status());
    }

    @Test
    public void unknownAddressAndMethod() throws Exception {
        assertEquals("NOT_FOUND", error(call("GET", "/nowhere", null, null), "code"));
        Answer answer = call("DELETE", "/own", "reader", null);
        assertEquals(405, answer.status());
        assertTrue(answer.response().getHeaderString("Allow").contains("GET"));
    }

    @Test
    public void goodBodyIsRead() throws Exception {
        Answer answer = call("POST", "/own", "reader", "{\"name\":\"a\",\"count\":2,\"lines\":[{\"data\":\"AQI=\"}]}");
        assertEquals(answer.body().toString(), 200, answer.status());
        assertEquals(2, answer.body().path("count").asInt());
    }

    @Test
    public void bodiesAreReadStrictly() throws Exception {
        refused("{\"name\":\"a\",\"count\":2,\"colour\":1}", "UNKNOWN_FIELD", "colour");
        refused("{\"lines\":[{\"data\":\"AQI=\"},{\"dta\":\"\"}]}", "UNKNOWN_FIELD", "lines[1].dta");
        refused("{\"name\":\"a\",\"name\":\"b\",\"count\":2}", "MALFORMED", "name");
        refused("{\"name\":1,\"count\":2}", "INVALID_VALUE", "name");
        refused("{\"count\":\"2\"}", "INVALID_VALUE", "count");
        refused("{\"lines\":[{\"data\":\"Jane Doe!\"}]}", "INVALID_VALUE", "lines[0].data");
        refused("{\"count\":2} {}", "MALFORMED", "");
        refused("{\"count\":2", "MALFORMED", "");
        refused("", "MISSING_VALUE", "");
        refused("null", "MISSING_VALUE", "");
        refused("[]", "MALFORMED", "");
    }

    private static void refused(String body, String code, String field) throws Exception {
        Answer answer = call("POST", "/own", "reader", body);
        assertEquals(body + answer.body(), 400, answer.status());
        assertEquals(body, code, error(answer, "code"));
        assertEquals(body, field, error(answer, "field"));
        assertFalse(answer.body().toString().contains("Jane"));
    }

    @Test
    public void deepAndLargeBodiesAreRefused() throws Exception {
        Answer deep = call("POST", "/own", "reader", "{\"more\":{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}}");
        assertEquals(413, deep.status());
        Answer large = call("POST", "/own", "reader", "{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}");
        assertEquals(413, large.status());
        assertEquals("TOO_LARGE", error(large, "code"));
    }

    @Test
    public void faultsTellTheCallerNothingOfTheInside() throws Exception {
        Answer external = call("GET", "/own/fail/external", "reader", null);
        assertEquals(503, external.status());
        assertEquals("Come back later", error(external, "message"));
        Answer internal = call("GET", "/own/fail/internal", "reader", null);
        assertEquals(500, internal.status());
        assertFalse(internal.body().toString().contains("inner"));
        Answer bug = call("GET", "/own/fail/bug", "reader", null);
        assertEquals(500, bug.status());
        assertFalse(bug.body().toString().contains("Jane"));
    }

    @Test
    public void logOfAFaultHoldsNoForeignMessage() {
        Throwable trace = Trace.withoutMessages(new IllegalStateException("Jane", new RuntimeException("Doe")));
        assertFalse((trace + " " + trace.getCause()).matches(".*(Jane|Doe).*"));
    }

    @Test
    public void eachProtocolGetsItsOwnError() throws Exception {
        Answer osia = call("POST", "/v1/things", "reader", "{}");
        assertEquals(400, osia.status());
        Answer conflict = call("POST", "/v1/things", "reader", "{\"count\":1}");
        assertEquals(409, conflict.status());
        assertEquals(GeneralError.CONFLICT.number(), conflict.body().path("code").asInt());
        assertEquals("thingId: It exists", conflict.body().path("message").asText());
        assertEquals(2, conflict.body().size());
        Answer govStack = call("POST", "/enrollment", "reader", null);
        assertEquals(400, govStack.status());
        assertEquals("MISSING_VALUE", govStack.body().path("errors").path(0).path("errorCode").asText());
        assertTrue(govStack.body().path("response").isArray());
    }
}
