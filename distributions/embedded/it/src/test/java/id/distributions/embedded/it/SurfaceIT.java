package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a stranger sees of a running system from outside, and tries there. */
public class SurfaceIT {
    /** An address, and the type that it answers with. */
    private static final Map<String, String> PAGES = new TreeMap<>(Map.of("/", "text/html;charset=utf-8", "/docs/",
            "text/html;charset=utf-8", "/assets/console.css", "text/css;charset=utf-8", "/assets/refresh.js",
            "text/javascript;charset=utf-8", "/assets/idem.svg", "image/svg+xml", "/health/live", "application/json",
            "/.well-known/jwks.json", "application/json", "/login", "text/html;charset=utf-8",
            "/account", "text/html;charset=utf-8"));

    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static RunningProcess system;
    private static HttpApi admin;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

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

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(admin.base().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** One request as it is written, and the whole answer. */
    private static String raw(String request) throws Exception {
        URI base = admin.base();
        try (Socket line = new Socket(base.getHost(), base.getPort())) {
            line.setSoTimeout(30_000);
            line.getOutputStream().write((request + "\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n"
                    + "Cookie: secret=of-a-browser\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = line.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    public void methodsThatNobodyNeedsAreRefusedEverywhere() throws Exception {
        for (String method : List.of("TRACE", "TRACK", "DEBUG", "PROPFIND")) {
            for (String path : List.of("/", "/docs/", "/assets/console.css", "/health/live", "/admin/v1/system",
                    "/oauth/token", "/nowhere")) {
                String answer = raw(method + " " + path + " HTTP/1.1");
                assertTrue(method + " " + path + " answered " + answer, answer.startsWith("HTTP/1.1 405 "));
                assertFalse(answer, answer.contains("of-a-browser"));
                assertFalse(answer, answer.contains("Exception") || answer.contains("org.eclipse"));
            }
        }
    }

    @Test
    public void noFolderIsListedAndNothingOutsideIsReached() throws Exception {
        for (String path : List.of("/assets/", "/assets", "/openapi/", "/docs/openapi/", "/web/", "/.git/", "/.well-known/",
                "/conf/", "/META-INF/", "/WEB-INF/web.xml", "/assets/../start.html", "/assets/..%2fstart.html",
                "/assets/%2e%2e/%2e%2e/META-INF/MANIFEST.MF", "/assets/..;/start.html", "/docs/..%252f..%252fMETA-INF/MANIFEST.MF")) {
            String answer = raw("GET " + path + " HTTP/1.1");
            String first = answer.lines().findFirst().orElse("");
            assertTrue(path + " answered " + first, first.matches("HTTP/1.1 (400|401|403|404) .*"));
            assertFalse(path, answer.contains("console.css") && answer.contains("idem.svg"));
            assertFalse(path, answer.contains("Bundle-SymbolicName"));
        }
    }

    @Test
    public void everyAnswerTellsItsTypeAndIsTakenForNothingElse() throws Exception {
        for (Map.Entry<String, String> page : PAGES.entrySet()) {
            HttpResponse<String> answer = get(page.getKey());
            assertEquals(page.getKey(), 200, answer.statusCode());
            typed(page.getKey(), answer, page.getValue());
        }
        for (String refused : List.of("/admin/v1/clients", "/v1/enrollments/x?transactionId=t", "/enrollment", "/nowhere")) {
            HttpResponse<String> answer = get(refused);
            assertTrue(refused, answer.statusCode() >= 400);
            typed(refused, answer, "application/json");
        }
        typed("clients", admin.call("GET", "/admin/v1/clients", null), "application/json");
    }

    private static void typed(String path, HttpResponse<String> answer, String type) {
        String told = answer.headers().firstValue("Content-Type").orElse("none").toLowerCase(java.util.Locale.ROOT).replace(" ", "");
        // JSON is UTF-8 by its own rule (RFC 8259, 8.1).
        assertEquals(path, type, told.startsWith("application/json") ? told.replace(";charset=utf-8", "") : told);
        assertEquals(path, "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse("none"));
    }

    @Test
    public void onlyTheGrantOfMachinesIsTaken() throws Exception {
        for (String grant : List.of("password", "authorization_code", "implicit", "refresh_token",
                "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:device_code", "")) {
            HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(admin.base().resolve("/oauth/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=" + grant
                            + "&username=admin&password=admin&code=x&client_id=admin&response_type=token"))
                    .build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(grant, 400, answer.statusCode());
            assertEquals(grant, "unsupported_grant_type", HttpApi.JSON.readTree(answer.body()).path("error").asText());
        }
        JsonNode metadata = HttpApi.JSON.readTree(get("/.well-known/oauth-authorization-server").body());
        assertEquals("[\"client_credentials\"]", metadata.path("grant_types_supported").toString());
        assertEquals("[]", metadata.path("response_types_supported").toString());
    }

    @Test
    public void aParameterGivenTwiceIsRefused() throws Exception {
        for (String path : List.of("/admin/v1/enrollments?limit=1&limit=2", "/admin/v1/audit?limit=1&%6cimit=500")) {
            assertEquals(path, 400, admin.call("GET", path, null).statusCode());
        }
    }

    /** What is decoded twice would be judged as one thing and used as another. */
    @Test
    public void whatIsEncodedTwiceIsDecodedOnce() throws Exception {
        String name = "Desk %41 &lt;b&gt; \\u0041 %2e%2e%2f";
        HttpResponse<String> made = admin.call("POST", "/admin/v1/staff", HttpApi.JSON.createObjectNode()
                .put("name", "twice").put("displayName", name).set("roles", HttpApi.JSON.createArrayNode().add("auditor")));
        assertEquals(made.body(), 2, made.statusCode() / 100);
        JsonNode found = null;
        for (JsonNode one : admin.ok("GET", "/admin/v1/staff", null).path("staff")) {
            found = one.path("name").asText().equals("twice") ? one : found;
        }
        assertEquals(name, found == null ? "not found" : found.path("displayName").asText());
        for (String path : List.of("/admin/v1/enrollments/%252e%252e%252fclients", "/admin/v1/enrollments/..%252fclients")) {
            HttpResponse<String> answer = admin.call("GET", path, null);
            assertTrue(path + " answered " + answer.statusCode(), answer.statusCode() == 404 || answer.statusCode() == 400);
        }
    }

    @Test
    public void aDownloadIsNamedByTheServer() throws Exception {
        admin.ok("POST", "/station/v1/enrollments", admin.enrollment("surface-1", "Name; filename=evil.html", admin.fingers(77, 0)));
        String uin = admin.awaitOutcome("surface-1", 60).path("uin").asText();
        ObjectNode card = HttpApi.JSON.createObjectNode();
        card.putObject("individual").put("type", "uin").put("value", uin);
        HttpResponse<String> answer = admin.call("POST", "/admin/v1/cards", card);
        assertEquals(answer.statusCode() == 200 ? "" : answer.body(), 200, answer.statusCode());
        assertEquals("application/pdf", answer.headers().firstValue("Content-Type").orElse("none"));
        assertEquals("attachment; filename=\"card.pdf\"", answer.headers().firstValue("Content-Disposition").orElse("none"));
    }

    /** Neither a browser nor what stands between: answers of the API, good ones and refusals alike. */
    @Test
    public void nothingOfAPersonMayBeKeptOnTheWay() throws Exception {
        for (String path : List.of("/admin/v1/enrollments", "/admin/v1/clients", "/admin/v1/audit", "/admin/v1/enrollments/none",
                "/v1/enrollments/none?transactionId=t")) {
            for (String token : List.of(admin.token(null), "nonsense")) {
                HttpResponse<String> answer = admin.call("GET", path, null, token);
                assertEquals(path + " " + answer.statusCode(), "no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
            }
        }
    }

    /** As a system does that keeps the trail elsewhere: what it has shows by itself whether something is missing. */
    @Test
    public void aCopyOfTheTrailIsTakenOverInPieces() throws Exception {
        List<JsonNode> copy = new ArrayList<>();
        for (int turn = 0; turn < 100; turn++) {
            JsonNode piece = admin.ok("GET", "/admin/v1/audit/chain?after=" + copy.size() + "&limit=3", null).path("entries");
            piece.forEach(copy::add);
            if (piece.isEmpty() && copy.size() > 3) {
                break;
            }
            Thread.sleep(20);
        }
        assertTrue("more than one piece: " + copy.size(), copy.size() > 3);
        for (int i = 0; i < copy.size(); i++) {
            assertEquals(i + 1L, copy.get(i).path("sequence").asLong());
            assertTrue(copy.get(i).path("hash").asText().matches("[0-9a-f]{64}"));
        }
        assertEquals(401, admin.call("GET", "/admin/v1/audit/chain?after=0", null, null).statusCode());
        assertEquals(403, admin.call("GET", "/admin/v1/audit/chain?after=0", null, admin.token("id.verify")).statusCode());
    }

    /** Reads everything that can be read without naming something, and looks whether anything is another than before. */
    @Test
    public void readingChangesNothing() throws Exception {
        List<String> lists = List.of("/admin/v1/clients", "/admin/v1/staff", "/admin/v1/hotlist", "/admin/v1/keys",
                "/admin/v1/plugins", "/admin/v1/approvals", "/admin/v1/enrollments", "/admin/v1/adjudication",
                "/admin/v1/retention");
        Map<String, String> before = read(lists);
        Map<String, Integer> events = events();
        for (int turn = 0; turn < 3; turn++) {
            for (String path : lists) {
                admin.call("GET", path, null);
                admin.call("HEAD", path, null);
            }
            for (String path : PAGES.keySet()) {
                get(path);
            }
            get("/staff/v1/login");
            get("/staff/v1/logout");
            get("/oauth/token");
        }
        assertEquals(before, read(lists));
        Map<String, Integer> more = events();
        more.entrySet().removeAll(events.entrySet());
        assertTrue(more.toString(), Set.of("audit.checkpoint", "token.requested").containsAll(more.keySet()));
    }

    /** How often each event is in the trail. */
    private static Map<String, Integer> events() throws Exception {
        Map<String, Integer> events = new TreeMap<>();
        for (JsonNode entry : admin.ok("GET", "/admin/v1/audit?limit=1000", null).path("entries")) {
            events.merge(entry.path("event").asText(), 1, Integer::sum);
        }
        return events;
    }

    private static Map<String, String> read(List<String> lists) throws Exception {
        Map<String, String> all = new TreeMap<>();
        for (String path : lists) {
            HttpResponse<String> answer = admin.call("GET", path, null);
            assertEquals(path + answer.body(), 200, answer.statusCode());
            JsonNode content = HttpApi.JSON.readTree(answer.body());
            // How often plugins were called is counted, whoever calls.
            content.findParents("figures").forEach(plugin -> ((ObjectNode) plugin).remove("figures"));
            all.put(path, content.toString());
        }
        return all;
    }
}
