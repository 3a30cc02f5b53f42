package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A person is erased, the power fails at once, and everything about them goes nevertheless; some time later not even a
 * backup of before, with the key vault of today, tells anything.
 */
public class ErasureIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path home;
    private RunningProcess system;
    private HttpApi admin;

    @After
    public void end() {
        system.close();
    }

    @Test
    public void anErasedPersonIsGoneAndNoBackupBringsThemBack() throws Exception {
        home = folder.getRoot().toPath().resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/id.core.security.keys.config"),
                "refreshSeconds=I\"1\"\nrevokeAfterMinutes=I\"1\"\nepochMinutes=I\"1\"\nbackupsKeptDays=I\"0\"\n");
        start();
        List<String> uins = new ArrayList<>();
        for (int person = 0; person < 3; person++) {
            uins.add(enroll("erasure-" + person, person).path("uin").asText());
        }
        assertEquals(0, system.stop());
        Path backup = folder.getRoot().toPath().resolve("backup");
        copy(home.resolve("store"), backup);
        start();

        assertEquals("DUPLICATE", enroll("again", 0).path("status").asText());
        post("persons/hold", uins.get(0), 200);
        assertEquals("ERASURE_REFUSED", post("persons/erase", uins.get(0), 409).path("errors").path(0).path("code").asText());
        post("persons/release", uins.get(0), 200);
        post("persons/erase", uins.get(0), 200);
        system.kill();
        start();
        VendorPlugins.await("what the enrollments brought is gone", LIMIT, () -> stages("erasure-0") == 0 && stages("again") == 0);
        VendorPlugins.await("the card is revoked", LIMIT, () -> audited("credential.status-changed"));
        post("persons/lookup", uins.get(0), 404);
        post("persons/lookup", uins.get(1), 200);
        JsonNode anew = enroll("anew", 0);
        assertEquals("as one who never was: " + anew, "ENROLLED", anew.path("status").asText());
        assertFalse("another number", uins.contains(anew.path("uin").asText()));

        VendorPlugins.await("the key of the first epoch is destroyed", LIMIT, () -> audited("erasure.key-destroyed", "DONE"));
        post("persons/lookup", uins.get(1), 200);
        post("persons/lookup", anew.path("uin").asText(), 200);
        assertEquals(0, system.stop());
        start();
        post("persons/lookup", uins.get(2), 200);
        assertEquals(0, system.stop());

        delete(home.resolve("store"));
        copy(backup, home.resolve("store"));
        system = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        AssertionError refused = assertThrows("an old backup with the vault of today", AssertionError.class, system::awaitReady);
        assertTrue(refused.getMessage(), refused.getMessage().contains("The vault has no key master-erasure"));
    }

    private void start() throws Exception {
        system = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        admin = HttpApi.administrator(home);
    }

    private JsonNode enroll(String id, int person) throws Exception {
        admin.ok("POST", "/station/v1/enrollments", admin.enrollment(id, "Person " + person, admin.fingers(8_800 + person, 0)));
        return admin.awaitOutcome(id, 60);
    }

    private JsonNode post(String path, String uin, int status) throws Exception {
        ObjectNode body = HttpApi.JSON.createObjectNode().put("purpose", "request 17");
        body.putObject("individual").put("type", "uin").put("value", uin);
        var answer = admin.call("POST", "/admin/v1/" + path, body);
        assertEquals(answer.body(), status, answer.statusCode());
        return HttpApi.JSON.readTree(answer.body());
    }

    private int stages(String enrollment) throws Exception {
        return admin.ok("GET", "/admin/v1/enrollments/" + enrollment + "/explanation", null).path("stages").size();
    }

    private boolean audited(String event) throws Exception {
        return audited(event, "DONE");
    }

    private boolean audited(String event, String outcome) throws Exception {
        for (JsonNode entry : admin.ok("GET", "/admin/v1/audit?limit=500", null).path("entries")) {
            if (entry.path("event").asText().equals(event) && entry.path("outcome").asText().equals(outcome)) {
                return true;
            }
        }
        return false;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
