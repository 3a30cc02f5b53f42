package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A person from the first log-in to the last over the wire, as the pages do it: session, password, authenticator, out. */
public class PeopleIT {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final String PASSWORD = " nine boats, one spoon ";
    private static final String NEXT = "another eleven words, or few";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static RunningProcess system;
    private static HttpApi admin;

    private String cookie = "";
    private byte[] secret;
    private long lastStep;

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

    private HttpResponse<String> send(String method, String path, JsonNode body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.base().resolve(path)).header("User-Agent", "Browser/1")
                .header("X-Idem-Page", "1").header("Content-Type", "application/json");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> answer = HTTP.send(request.method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString())).build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    private JsonNode ok(String method, String path, JsonNode body) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertEquals(method + " " + path + " " + answer.body(), 2, answer.statusCode() / 100);
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
        return answer.body().isEmpty() ? HttpApi.JSON.createObjectNode() : HttpApi.JSON.readTree(answer.body());
    }

    private static ObjectNode json(String... pairs) {
        ObjectNode object = HttpApi.JSON.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(pairs[i], pairs[i + 1]);
        }
        return object;
    }

    private void scan(String uri) {
        String base32 = uri.replaceAll(".*secret=([A-Z2-7]{32})&.*", "$1");
        BigInteger number = BigInteger.ZERO;
        for (char character : base32.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character)));
        }
        secret = java.util.HexFormat.of().parseHex("%040x".formatted(number));
        lastStep = 0;
    }

    /** The next code that was not used yet: the server takes one of the next 30 seconds as well. */
    private String code() throws GeneralSecurityException, InterruptedException {
        long step = Math.max(Instant.now().getEpochSecond() / 30, lastStep + 1);
        while (step > Instant.now().getEpochSecond() / 30 + 1) {
            Thread.sleep(500);
        }
        lastStep = step;
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & Integer.MAX_VALUE;
        return "%06d".formatted(number % 1_000_000);
    }

    @Test
    public void aPersonLogsInKeepsTheAccountAndGoesOut() throws Exception {
        for (String page : List.of("/login", "/account", "/assets/session.js")) {
            HttpResponse<String> answer = send("GET", page, null);
            assertEquals(page, 200, answer.statusCode());
            assertTrue(page, answer.headers().firstValue("Content-Security-Policy").orElse("").contains("script-src 'self'"));
        }
        assertEquals("no session, no account", 401, send("GET", "/staff/v1/account/sessions", null).statusCode());
        ObjectNode account = json("name", "maria", "displayName", "Maria Muster");
        account.putArray("roles").add("auditor");
        String initial = admin.ok("POST", "/admin/v1/staff", account).path("initialPassword").asText();
        scan(ok("POST", "/staff/v1/authenticator", json("name", "maria", "initialPassword", initial)).path("uri").asText());
        HttpResponse<String> weak = send("POST", "/staff/v1/first-login",
                json("name", "maria", "initialPassword", initial, "newPassword", "1qaz2wsx3edc", "code", code()));
        assertTrue(weak.body(), weak.statusCode() == 400 && weak.body().contains("PASSWORD_WEAK"));
        lastStep = 0;
        ok("POST", "/staff/v1/first-login",
                json("name", "maria", "initialPassword", initial, "newPassword", PASSWORD, "code", code()));
        String first = cookie;
        ok("GET", "/admin/v1/audit", null);
        assertEquals("her role, and no more", 403, send("GET", "/admin/v1/clients", null).statusCode());
        ok("POST", "/staff/v1/login", json("name", "maria", "password", PASSWORD, "code", code()));
        JsonNode sessions = ok("GET", "/staff/v1/account/sessions", null).path("sessions");
        assertEquals(sessions.toString(), 2, sessions.size());
        assertTrue(sessions.get(0).path("current").asBoolean());
        ok("DELETE", "/staff/v1/account/sessions/" + sessions.get(1).path("id").asText(), null);
        String second = cookie;
        cookie = first;
        assertEquals(401, send("GET", "/admin/v1/audit", null).statusCode());
        cookie = second;
        ok("PUT", "/staff/v1/account/password", json("password", PASSWORD, "code", code(), "newPassword", NEXT));
        String third = cookie;
        cookie = second;
        assertEquals("all that were before have ended", 401, send("GET", "/admin/v1/audit", null).statusCode());
        cookie = third;
        String uri = ok("POST", "/staff/v1/account/authenticator", json("password", NEXT, "code", code())).path("uri").asText();
        scan(uri);
        ok("PUT", "/staff/v1/account/authenticator", json("code", code()));
        out();
        reset();
    }

    private void out() throws Exception {
        HttpResponse<String> answer = send("POST", "/staff/v1/logout", null);
        assertEquals("\"cache\", \"storage\"", answer.headers().firstValue("Clear-Site-Data").orElse("none"));
        assertEquals("the cookie is taken back", "__Host-idem-session=", cookie);
        cookie = "";
    }

    private void reset() throws Exception {
        String initial = admin.ok("POST", "/admin/v1/staff/maria/reset-password", null).path("initialPassword").asText();
        assertEquals("nobody chooses an authenticator with it", 401,
                send("POST", "/staff/v1/authenticator", json("name", "maria", "initialPassword", initial)).statusCode());
        ok("POST", "/staff/v1/first-login",
                json("name", "maria", "initialPassword", initial, "newPassword", PASSWORD, "code", code()));
        HttpResponse<String> alone = admin.call("POST", "/admin/v1/staff/maria/reset", json("proof", "DOCUMENT_IN_PERSON"));
        assertTrue(alone.body(), alone.body().contains("APPROVAL_NEEDED"));
        assertEquals("without a proof not even asked for", 400,
                admin.call("POST", "/admin/v1/staff/maria/reset", json()).statusCode());
        assertFalse(cookie.isEmpty());
        ok("GET", "/admin/v1/audit", null);
    }
}
