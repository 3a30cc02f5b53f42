package id.core.http.console;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.access.ObjectPlaces;
import id.api.access.StaffSessions;
import id.api.audit.AuditTrail;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessTokens;
import id.api.partner.PartnerError;
import id.api.value.ClientId;
import id.core.http.gate.Gate;
import id.core.http.gate.RateLimits;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.BeforeClass;
import org.junit.Test;

/** Walks all endpoints behind the true gate with every role and with none, everywhere and at one place. */
public class RolesWalkTest {
    private static final int INSIDE = 299;
    private static final ClientId LIMITED = new ClientId("limited");
    /** What may be asked of services before it is known that a thing is of another place. */
    private static final Set<String> LOOKING = Set.of("IdentityRegistry.find", "EnrollmentService.recent",
            "EnrollmentService.adjudicationQueue");
    private static final Map<String, String> BODIES = Map.of("POST /admin/v1/adjudication/{enrollmentId}",
            "{\"decision\":\"UNIQUE\"}", "POST /admin/v1/credentials/{id}/{action}", "{\"reason\":\"lost\"}");
    private static final String PERSON_BODY = "{\"individual\":{\"type\":\"uin\",\"value\":\"%s\"}%s}";

    private static Map<String, Set<String>> roles;
    private static List<Endpoint> endpoints;
    private static Map<String, AllowedRoles> table;

    @BeforeClass
    @SuppressWarnings("unchecked")
    public static void read() throws Exception {
        Method all = Class.forName("id.core.partner.Scopes").getDeclaredMethod("roles");
        all.setAccessible(true);
        roles = new TreeMap<>((Map<String, Set<String>>) all.invoke(null));
        endpoints = Endpoint.all();
        table = AllowedRoles.all();
    }

    /** Tokens are names of roles; {@code limited-} in front is the same at one place. */
    private static AccessTokens tokens() {
        return proxy(AccessTokens.class, (method, arguments) -> {
            String token = (String) arguments[0];
            boolean limited = token.startsWith("limited-");
            Set<String> scopes = roles.get(limited ? token.substring("limited-".length()) : token);
            if (scopes == null) {
                throw new IdentityException(PartnerError.TOKEN_INVALID, "", "No such role");
            }
            return new Access(limited ? LIMITED : new ClientId("everywhere"), scopes, Instant.MAX);
        });
    }

    private interface Answers {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{ type },
                (proxy, method, arguments) -> answers.to(method, arguments)));
    }

    private static ApplicationHandler server(FakeParts parts, ObjectPlaces places, boolean stopInside)
            throws ReflectiveOperationException {
        Gate.Config limits = proxy(Gate.Config.class, (method, arguments) -> method.getDefaultValue());
        StaffSessions none = proxy(StaffSessions.class, (method, arguments) -> null);
        RateLimits rates = new RateLimits(proxy(RateLimits.Config.class,
                (method, arguments) -> method.getName().equals("clientCallsPerMinute")
                        ? Integer.valueOf(10_000_000)
                        : method.getDefaultValue()),
                null);
        ResourceConfig config = new ResourceConfig().register(new Gate(limits, tokens(), none, places,
                proxy(AuditTrail.class, (method, arguments) -> null), () -> Instant.EPOCH, rates));
        for (Class<?> type : endpoints.stream().map(each -> each.method().getDeclaringClass())
                .collect(Collectors.toCollection(LinkedHashSet::new))) {
            config.registerInstances(parts.resource(type));
        }
        if (stopInside) {
            config.register((ContainerRequestFilter) request -> request.abortWith(Response.status(INSIDE).build()),
                    Priorities.AUTHORIZATION);
        }
        return new ApplicationHandler(config);
    }

    private static ObjectPlaces places(List<String> asked) {
        return proxy(ObjectPlaces.class, (method, arguments) -> {
            asked.add(String.valueOf(arguments[0].equals(LIMITED)));
            return !arguments[0].equals(LIMITED);
        });
    }

    private static int call(ApplicationHandler server, Endpoint endpoint, String token, String body) throws Exception {
        String[] operation = endpoint.operation().split(" ");
        String path = operation[1].replace("{attributeSetName}", "DEFAULT_SET_01").replace("{action}", "revoke")
                .replaceAll("\\{\\w+}", "a".repeat(32));
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(path), operation[0], null,
                new MapPropertiesDelegate(), null);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.header("Content-Type", type(endpoint));
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return server.apply(request, new ByteArrayOutputStream()).get().getStatus();
    }

    private static String type(Endpoint endpoint) {
        Consumes consumes = endpoint.method().getAnnotation(Consumes.class);
        String type = consumes == null ? "application/json" : consumes.value()[0];
        return type.replace("/*", "/json");
    }

    @Test
    public void theTableNamesEveryEndpointAndNoOther() {
        assertEquals("src/test/resources/endpoint-roles.txt tells whom each endpoint lets in",
                endpoints.stream().map(Endpoint::operation).collect(Collectors.toCollection(TreeSet::new)),
                table.keySet());
    }

    @Test
    public void everyEndpointLetsInTheRolesOfTheTableAndNobodyElse() throws Exception {
        ApplicationHandler server = server(new FakeParts(places(new java.util.ArrayList<>())),
                places(new java.util.ArrayList<>()), true);
        for (Endpoint endpoint : endpoints) {
            AllowedRoles allowed = table.get(endpoint.operation());
            int withNone = call(server, endpoint, null, "{}");
            assertEquals(endpoint.operation() + " without a token", allowed.place() == 'O' ? INSIDE : 401, withNone);
            assertEquals(endpoint.operation() + " with a token of nobody", allowed.place() == 'O' ? INSIDE : 401,
                    call(server, endpoint, "nobody", "{}"));
            if (allowed.place() == 'O') {
                continue;
            }
            Map<String, Integer> expected = new TreeMap<>();
            Map<String, Integer> found = new TreeMap<>();
            Map<String, Integer> expectedLimited = new TreeMap<>();
            Map<String, Integer> limited = new TreeMap<>();
            for (String role : roles.keySet()) {
                boolean in = allowed.roles().contains(role);
                expected.put(role, in ? INSIDE : 403);
                found.put(role, call(server, endpoint, role, "{}"));
                expectedLimited.put(role, in && allowed.place() != 'E' ? INSIDE : 403);
                limited.put(role, call(server, endpoint, "limited-" + role, "{}"));
            }
            assertEquals(endpoint.operation(), expected, found);
            assertEquals(endpoint.operation() + " at one place", expectedLimited, limited);
        }
    }

    @Test
    public void whatBelongsToAnotherCentreOrPersonIsNeitherShownNorChanged() throws Exception {
        int checked = 0;
        for (Endpoint endpoint : endpoints) {
            AllowedRoles allowed = table.get(endpoint.operation());
            if (allowed.place() != 'P' || !endpoint.operation().contains("/admin/")) {
                // What desks send is judged where packets are opened: SubmissionTest.
                continue;
            }
            List<String> asked = new java.util.ArrayList<>();
            ObjectPlaces places = places(asked);
            FakeParts parts = new FakeParts(places);
            ApplicationHandler server = server(parts, places, false);
            parts.calls.clear();
            int status = call(server, endpoint, "limited-administrator", body(endpoint));
            boolean lists = endpoint.operation().endsWith("/enrollments") || endpoint.operation().endsWith("/adjudication");
            assertEquals(endpoint.operation(), lists ? 200 : 404, status);
            assertTrue(endpoint.operation() + " asks about the place", asked.contains("true"));
            Set<String> calls = new TreeSet<>(parts.calls);
            calls.removeAll(LOOKING);
            assertEquals(endpoint.operation() + " touches what is not the caller's", Set.of(), calls);
            checked++;
        }
        assertTrue("the walk meets objects of places: " + checked, checked >= 14);
    }

    /** What answers beside the REST endpoints: pages, documents and whether the system lives; none shows a person. */
    @Test
    public void servletsAndFiltersAreThese() throws Exception {
        Set<String> found = new TreeSet<>();
        for (Class<?> type : Endpoint.allClasses()) {
            if (jakarta.servlet.Servlet.class.isAssignableFrom(type) || jakarta.servlet.Filter.class.isAssignableFrom(type)) {
                found.add(type.getSimpleName());
            }
        }
        assertEquals(Set.of("AccountServlet", "AddressFilter", "DocsServlet", "HealthServlet", "StartPageFilter"), found);
    }

    private static String body(Endpoint endpoint) {
        if (BODIES.containsKey(endpoint.operation())) {
            return BODIES.get(endpoint.operation());
        }
        Map<String, String> more = new HashMap<>(Map.of("/persons/lookup", ",\"purpose\":\"case 17\"",
                "/persons/state", ",\"state\":\"SUSPENDED\",\"cause\":\"asked\"", "/vids", ",\"policy\":\"PERPETUAL\""));
        more.put("/vids/revoke", ",\"vid\":\"" + number(18) + "\"");
        more.put("/aliases", ",\"aliasType\":\"phone\",\"value\":\"+41791234567\"");
        more.put("/aliases/revoke", ",\"aliasType\":\"phone\",\"value\":\"+41791234567\"");
        String end = endpoint.operation().replaceAll(".*/admin/v1", "");
        return PERSON_BODY.formatted(number(11), more.getOrDefault(end, ""));
    }

    private static String number(int digits) {
        String start = "234567892345678923".substring(0, digits);
        return start + id.api.value.Verhoeff.checkDigit(start);
    }

    @Test
    public void noRoleBesideTheAdministratorIsLetInEverywhere() {
        for (String role : roles.keySet()) {
            boolean all = table.values().stream().filter(each -> each.place() != 'O')
                    .allMatch(each -> each.roles().contains(role));
            assertFalse(role + " may do everything", all && !role.equals("administrator"));
        }
    }
}
