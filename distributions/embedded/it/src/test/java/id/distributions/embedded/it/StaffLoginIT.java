package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** People who work here log in by a finger that they enrolled with, and at an OpenID Provider; nobody else does so. */
public class StaffLoginIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String SUBJECT = "248289761001";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MARIA = 9_300;
    private static final int EVE = 9_301;

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private OpenIdProvider provider;
    private RunningProcess system;
    private CommandLine idem;
    private HttpApi admin;
    private AuthenticatorApp telephone;

    @Before
    public void start() throws Exception {
        Path home = folder.getRoot().toPath().resolve("home");
        provider = new OpenIdProvider();
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/id.core.access.provider.config"),
                "issuer=\"" + provider.issuer() + "\"\nclientId=\"" + OpenIdProvider.CLIENT + "\"\n");
        system = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        admin = HttpApi.administrator(home);
        idem = new CommandLine(home, folder.getRoot().toPath());
        provider.trust(admin.base().resolve("/.well-known/login-keys.json"));
    }

    @After
    public void end() {
        if (system != null) {
            system.close();
        }
        provider.close();
    }

    @Test
    public void whoWorksHereLogsInByFinger() throws Exception {
        String uin = enroll("maria", MARIA);
        enroll("eve", EVE);
        JsonNode made = idem("staff", "add", "maria", "--role", "auditor");
        firstLogin(made.path("initialPassword").asText());
        StaffBrowser browser = browser();
        assertEquals("not bound yet", 401, finger(browser, "maria", MARIA, 0, "right-index").statusCode());
        assertTrue(idem("staff", "bind", "maria", "--uin-file", file(uin)).path("person").asBoolean());

        HttpResponse<String> answer = finger(browser, "maria", MARIA, 0, "right-index");
        assertEquals(answer.body(), 200, answer.statusCode());
        assertEquals("[\"fpt\",\"mfa\",\"otp\"]", HttpApi.JSON.readTree(answer.body()).path("methods").toString());
        assertEquals(200, browser.readsTheTrail());

        assertEquals("another finger", 401, finger(browser(), "maria", MARIA, 1, "right-index").statusCode());
        assertEquals("somebody else's", 401, finger(browser(), "maria", EVE, 0, "right-index").statusCode());
        assertEquals("nobody's account", 401, finger(browser(), "nobody", MARIA, 0, "right-index").statusCode());
        assertEquals(200, browser.readsTheTrail());
        assertTrue("the person learns who asked for what of theirs", trail(uin).containsAll(
                List.of("staff.bound admin DONE", "verification.answered system VERIFIED",
                        "verification.answered system NOT_VERIFIED")));

        idem("staff", "disable", "maria");
        assertEquals("at once", 401, browser.readsTheTrail());
        assertEquals(401, finger(browser, "maria", MARIA, 0, "right-index").statusCode());
        idem("staff", "enable", "maria");
        assertEquals(200, finger(browser, "maria", MARIA, 0, "right-index").statusCode());
        idem("person", "erase", uin, "--purpose", "request 17", "--yes");
        VendorPlugins.await("whoever is erased is out", LIMIT, () -> browser.readsTheTrail() == 401);
        assertFalse(admin.ok("GET", "/admin/v1/staff", null).path("staff").path(0).path("person").asBoolean());
    }

    @Test
    public void whoWorksHereLogsInAtTheProvider() throws Exception {
        idem("staff", "add", "maria", "--role", "auditor");
        assertEquals("bound to no account", 401, atProvider(browser()).statusCode());
        assertTrue(idem("staff", "bind-provider", "maria", "--subject-file", file(SUBJECT)).path("provider").asBoolean());
        StaffBrowser browser = browser();
        HttpResponse<String> answer = atProvider(browser);
        assertEquals(answer.body(), 303, answer.statusCode());
        assertEquals(admin.base() + "/", answer.headers().firstValue("Location").orElse(""));
        assertEquals(200, browser.readsTheTrail());

        StaffBrowser other = browser();
        URI back = provider.letIn(begin(other), SUBJECT);
        assertEquals("a state of another browser", 401, browser().get(back).statusCode());
        assertEquals(303, other.get(back).statusCode());
        assertEquals("a second time", 401, other.get(back).statusCode());
        provider.nonce = "of-another-log-in";
        assertEquals(401, atProvider(browser()).statusCode());
        provider.nonce = null;

        idem("staff", "unbind-provider", "maria");
        assertEquals("at once", 401, browser.readsTheTrail());
        assertEquals(401, atProvider(browser).statusCode());
    }

    private StaffBrowser browser() {
        return new StaffBrowser(admin.base());
    }

    private URI begin(StaffBrowser browser) throws Exception {
        HttpResponse<String> answer = browser.get(URI.create("/staff/v1/provider/login"));
        assertEquals(answer.body(), 303, answer.statusCode());
        URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertTrue(location.toString(), location.toString().startsWith(provider.issuer() + "/authorize?"));
        return location;
    }

    private HttpResponse<String> atProvider(StaffBrowser browser) throws Exception {
        return browser.get(provider.letIn(begin(browser), SUBJECT));
    }

    private String enroll(String id, int person) throws Exception {
        admin.ok("POST", "/station/v1/enrollments", admin.enrollment(id, "Person " + person, admin.fingers(person, 0)));
        JsonNode view = admin.awaitOutcome(id, 60);
        assertEquals(view.toString(), "ENROLLED", view.path("status").asText());
        return view.path("uin").asText();
    }

    private void firstLogin(String initial) throws Exception {
        ObjectNode body = HttpApi.JSON.createObjectNode().put("name", "maria").put("initialPassword", initial);
        HttpResponse<String> scanned = browser().post("/staff/v1/authenticator", body);
        telephone = new AuthenticatorApp(HttpApi.JSON.readTree(scanned.body()).path("uri").asText());
        HttpResponse<String> done = browser().post("/staff/v1/first-login",
                body.put("newPassword", PASSWORD).put("code", telephone.shown()));
        assertEquals(done.body(), 200, done.statusCode());
        telephone.taken();
    }

    /** A finger as it is captured another time; with the right code. */
    private HttpResponse<String> finger(StaffBrowser browser, String name, int person, int which, String said)
            throws Exception {
        HttpResponse<String> answer = browser.post("/staff/v1/finger-login",
                HttpApi.JSON.createObjectNode().put("name", name).put("position", said)
                        .put("data", admin.fingers(person, 1).path(which).path("data").asText()).put("code", telephone.shown()));
        if (answer.statusCode() == 200) {
            telephone.taken();
        }
        return answer;
    }

    private List<String> trail(String uin) throws Exception {
        ObjectNode body = HttpApi.JSON.createObjectNode().put("purpose", "request 18");
        body.putObject("individual").put("type", "uin").put("value", uin);
        JsonNode entries = admin.ok("POST", "/admin/v1/audit/person", body).path("entries");
        return entries.findParents("event").stream().map(entry -> entry.path("event").asText() + " "
                + entry.path("actor").asText() + " " + entry.path("outcome").asText()).toList();
    }

    private String file(String line) throws Exception {
        return Files.writeString(Files.createTempFile(folder.getRoot().toPath(), "line", ".txt"), line + "\n").toString();
    }

    private JsonNode idem(String... command) throws Exception {
        String[] withJson = Arrays.copyOf(command, command.length + 1);
        withJson[command.length] = "--json";
        CommandLine.Result result = idem.run(withJson);
        assertEquals(result.err() + result.out(), 0, result.exitCode());
        return result.json();
    }
}
