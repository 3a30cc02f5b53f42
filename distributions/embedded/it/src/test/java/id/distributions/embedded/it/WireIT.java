package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Every way in, over the wire: who is let in, what is taken, what is refused. */
public class WireIT {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static RunningProcess system;
    private static HttpApi admin;

    @BeforeClass
    public static void start() throws Exception {
        Path home = FOLDER.getRoot().toPath().resolve("home");
        system = RunningProcess.start(FOLDER.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        admin = HttpApi.administrator(home);
    }

    @AfterClass
    public static void stop() {
        system.close();
    }

    @Test
    public void nobodyGetsInWithoutATokenOrWithAnotherScope() throws Exception {
        String onlyVerify = admin.token("id.verify");
        for (String[] endpoint : new String[][]{ { "GET", "/v1/enrollments/x?transactionId=t" },
                { "PUT", "/enrollment" }, { "POST", "/v1/uin?transactionId=t" }, { "GET", "/admin/v1/system" },
                { "GET", "/admin/v1/clients" }, { "POST", "/station/v1/enrollments" }, { "PUT", "/station/v1/packets" },
                { "POST", "/station/v1/captures" }, { "GET", "/admin/v1/audit" }, { "GET", "/metrics" }, { "POST", "/admin/v1/cards" } }) {
            Object body = endpoint[0].equals("GET") ? null
                    : endpoint[1].endsWith("packets") ? new byte[]{ 1 } : HttpApi.JSON.createObjectNode();
            assertEquals(endpoint[1], 401, admin.call(endpoint[0], endpoint[1], body, null).statusCode());
            assertEquals(endpoint[1], 401, admin.call(endpoint[0], endpoint[1], body, "nonsense").statusCode());
            assertEquals(endpoint[1], 403, admin.call(endpoint[0], endpoint[1], body, onlyVerify).statusCode());
        }
    }

    @Test
    public void assertionsOfStrangersAndUsedOnesAreRefused() throws Exception {
        ECKey stranger = key();
        String audience = admin.base() + "/oauth/token";
        assertEquals(401, admin.requestToken(admin.as("nobody", stranger).assertion(audience), null).statusCode());
        assertEquals(401, admin.requestToken(admin.as("admin", stranger).assertion(audience), null).statusCode());
        assertEquals(401, admin.requestToken(admin.assertion("https://elsewhere.example.org"), null).statusCode());
        String once = admin.assertion(audience);
        assertEquals(200, admin.requestToken(once, null).statusCode());
        assertEquals("replayed", 401, admin.requestToken(once, null).statusCode());
        assertEquals(400, admin.requestToken(admin.assertion(audience), "no.such.scope").statusCode());
    }

    @Test
    public void aClientKeptOutIsOutAtOnce() throws Exception {
        ECKey key = key();
        register("bank", key, "relying-party");
        HttpApi bank = admin.as("bank", key);
        String token = bank.token("id.verify");
        ObjectNode state = HttpApi.JSON.createObjectNode().put("active", false);
        assertEquals(403, admin.call("GET", "/admin/v1/system", null, token).statusCode());
        admin.ok("PUT", "/admin/v1/clients/bank/state", state);
        assertEquals(401, admin.call("GET", "/admin/v1/system", null, token).statusCode());
        assertEquals(401, admin.requestToken(bank.assertion(admin.base() + "/oauth/token"), null).statusCode());
    }

    @Test
    public void aMonitorReadsTheNumbersAndNothingElse() throws Exception {
        ECKey key = key();
        register("monitor", key, "monitor");
        String token = admin.as("monitor", key).token("admin.metrics.read");
        HttpResponse<String> metrics = admin.call("GET", "/metrics", null, token);
        assertEquals(metrics.body(), 200, metrics.statusCode());
        assertTrue(metrics.headers().firstValue("Content-Type").orElse(""),
                metrics.headers().firstValue("Content-Type").orElse("").startsWith("text/plain;"));
        assertTrue(metrics.body(), metrics.body().contains("idem_plugin_calls_total{plugin=\"id.plugins.abis.sourceafis\"")
                && metrics.body().contains("jvm_threads_current ") && metrics.body().contains("idem_enrollments_today"));
        assertEquals(403, admin.call("GET", "/admin/v1/plugins", null, token).statusCode());
        JsonNode plugins = admin.ok("GET", "/admin/v1/plugins", null).path("plugins");
        for (JsonNode plugin : plugins) {
            assertEquals(plugin.toString(), "DISTRIBUTION", plugin.path("origin").path("kind").asText());
            assertEquals(plugin.toString(), "CLOSED", plugin.path("figures").path("breaker").asText());
        }
        assertTrue(plugins.toString(), plugins.size() > 5);
    }

    @Test
    public void osiaEnrollsInStepsAndAnswersThirdParties() throws Exception {
        ArrayNode fingers = admin.fingers(501, 0);
        ObjectNode enrollment = HttpApi.JSON.createObjectNode();
        enrollment.set("biographicData", HttpApi.attributes("Olga Ossia"));
        assertEquals(400, admin.call("POST", "/v1/enrollments/osia-1", enrollment).statusCode());
        assertEquals(204, admin.call("POST", "/v1/enrollments/osia-1?transactionId=t", enrollment).statusCode());
        assertEquals(409, admin.call("POST", "/v1/enrollments/osia-1?transactionId=t", enrollment).statusCode());
        ObjectNode patch = HttpApi.JSON.createObjectNode();
        ArrayNode biometrics = patch.putArray("biometricData");
        for (JsonNode finger : fingers) {
            biometrics.addObject().put("biometricType", "FINGER")
                    .put("biometricSubType", finger.path("position").asText().toUpperCase().replace('-', '_'))
                    .put("template", finger.path("data").asText()).put("templateFormat", "ISO_19794_2");
        }
        assertEquals(204, admin.call("PATCH", "/v1/enrollments/osia-1?transactionId=t", patch).statusCode());
        JsonNode read = admin.ok("GET", "/v1/enrollments/osia-1?transactionId=t", null);
        assertEquals("IN_PROGRESS", read.path("status").asText());
        assertEquals(204, admin.call("PUT", "/v1/enrollments/osia-1/finalize?transactionId=t", null).statusCode());
        assertEquals("FINALIZED",
                admin.ok("GET", "/v1/enrollments/osia-1?transactionId=t", null).path("status").asText());
        JsonNode outcome = admin.awaitOutcome("osia-1", 60);
        assertEquals(outcome.toString(), "ENROLLED", outcome.path("status").asText());
        String uin = outcome.path("uin").asText();

        ObjectNode claim = HttpApi.JSON.createObjectNode();
        claim.putObject("biographicData").put("name", "Olga Ossia");
        JsonNode verified = admin.ok("POST", "/v1/verify/" + uin + "?transactionId=t", claim);
        assertTrue(verified.toString(), verified.has("verificationCode") && verified.has("verificationProof"));
        ObjectNode wanted = HttpApi.JSON.createObjectNode();
        wanted.putArray("outputBiographicData").add("name").add("gender");
        HttpResponse<String> attributes = admin.call("POST", "/v1/attributes/" + uin + "?transactionId=t", wanted);
        assertEquals(attributes.body(), 200, attributes.statusCode());
        assertTrue(attributes.body(),
                attributes.body().contains("Olga Ossia") && !attributes.body().contains("1990-05-01"));
        assertEquals(200,
                admin.call("GET", "/v1/attributes/DEFAULT_SET_01/" + uin + "?transactionId=t", null).statusCode());
        assertEquals(404,
                admin.call("GET", "/v1/attributes/DEFAULT_SET_01/398209331274?transactionId=t", null).statusCode());
    }

    @Test
    public void osiaGivesOutNumbersThatAreNeverTheSame() throws Exception {
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            assertTrue(
                    numbers.add(admin.ok("POST", "/v1/uin?transactionId=t", HttpApi.JSON.createObjectNode()).asText()));
        }
    }

    @Test
    public void govStackEnrolls() throws Exception {
        ObjectNode body = HttpApi.JSON.createObjectNode().put("id", "govstack.enrollment").put("version", "v1")
                .put("requesttime", "2026-01-01T00:00:00.000Z");
        ObjectNode request = body.putObject("request").put("id", "gov-1").put("refId", "10001_10002")
                .put("process", "NEW").put("source", "REGISTRATION_CLIENT");
        request.putObject("fields").put("fullName", "[{\"language\":\"eng\",\"value\":\"Gita Govind\"}]")
                .put("gender", "[{\"language\":\"eng\",\"value\":\"female\"}]").put("dateOfBirth", "1991-01-01");
        ArrayNode segments = request.putObject("biometrics").putArray("segment");
        for (JsonNode finger : admin.fingers(502, 0)) {
            ObjectNode segment = segments.addObject();
            ObjectNode info = segment.putObject("bdbInfo");
            info.putArray("type").add("FINGER");
            info.putArray("subtype").add(finger.path("position").asText().startsWith("right") ? "Right" : "Left")
                    .add("IndexFinger");
            segment.putArray("bdb").add(finger.path("data").asText());
        }
        HttpResponse<String> answer = admin.call("PUT", "/enrollment", body);
        assertTrue(answer.statusCode() + answer.body(), answer.statusCode() == 200 || answer.statusCode() == 201);
        assertEquals("ENROLLED", admin.awaitOutcome("gov-1", 60).path("status").asText());
    }

    @Test
    public void packetsOfStrangersBrokenAndReplayedOnesAreRefused() throws Exception {
        ECKey serverKey = ECKey.parse(admin.ok("GET", "/station/v1/enrollment-key", null).toString());
        ECKey stationKey = key();
        register("desk-7", stationKey, "station");
        byte[] sealed = new TestPackets(serverKey).seal("desk-7", stationKey, "packet-1", admin.fingers(503, 0));
        refused(new byte[]{ 1, 2, 3 }, 400);
        byte[] changed = sealed.clone();
        changed[sealed.length / 2] ^= 1;
        refused(changed, 400);
        refused(java.util.Arrays.copyOf(sealed, sealed.length - 20), 400);
        refused(new TestPackets(serverKey).seal("desk-7", key(), "packet-2", admin.fingers(503, 0)), 400);
        refused(new TestPackets(serverKey).seal("desk-8", stationKey, "packet-3", admin.fingers(503, 0)), 400);
        refused(new TestPackets(serverKey).sealed(new byte[]{ 0, 0, 0, 2, '{', '}' }), 400);
        HttpResponse<String> taken = admin.call("PUT", "/station/v1/packets", sealed);
        assertEquals(taken.body(), 202, taken.statusCode());
        assertEquals("ENROLLED", admin.awaitOutcome("packet-1", 60).path("status").asText());
        refused(sealed, 409);
    }

    private static void refused(byte[] packet, int status) throws Exception {
        HttpResponse<String> answer = admin.call("PUT", "/station/v1/packets", packet);
        assertEquals(answer.body(), status, answer.statusCode());
        JsonNode error = HttpApi.JSON.readTree(answer.body()).path("errors").path(0);
        assertFalse(answer.body(), error.path("code").asText().isEmpty());
    }

    @Test
    public void theSamePersonAtTwoDesksAtOnceGetsOneNumber() throws Exception {
        for (int pair = 0; pair < 5; pair++) {
            long subject = 600 + pair;
            String first = "twin-" + pair + "-a";
            String second = "twin-" + pair + "-b";
            List<Callable<HttpResponse<String>>> desks = List.of(
                    () -> admin.call("POST", "/station/v1/enrollments",
                            admin.enrollment(first, "One Name", admin.fingers(subject, 0))),
                    () -> admin.call("POST", "/station/v1/enrollments",
                            admin.enrollment(second, "Other Name", admin.fingers(subject, 1))));
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (Future<HttpResponse<String>> desk : threads.invokeAll(desks)) {
                    assertEquals(desk.get().body(), 202, desk.get().statusCode());
                }
            }
            Set<String> outcomes = Set.of(admin.awaitOutcome(first, 60).path("status").asText(),
                    admin.awaitOutcome(second, 60).path("status").asText());
            assertEquals(Set.of("ENROLLED", "DUPLICATE"), outcomes);
        }
    }

    private static ECKey key() throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    }

    private static void register(String id, ECKey key, String role) throws Exception {
        ObjectNode client = HttpApi.JSON.createObjectNode().put("clientId", id).put("displayName", id);
        client.putArray("roles").add(role);
        client.putArray("scopes");
        client.putArray("releasableAttributes").add("name");
        client.putArray("publicKeys").add(HttpApi.JSON.readTree(key.toPublicJWK().toJSONString()));
        admin.ok("POST", "/admin/v1/clients", client);
    }
}
