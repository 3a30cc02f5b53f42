package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class KeysCommandTest {
    private static final String IDENTITY = "\"series\":\"identity\",\"kind\":\"DATA\",\"algorithm\":\"A256GCM\","
            + "\"wrappedBy\":\"master-identity\",\"createdAt\":\"2026-01-02T03:04:05.678Z\"";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void listsKeysAndWhatIsMoved() {
        system.answer("GET /admin/v1/keys", 200, "{\"keys\":[{\"name\":\"identity-2\",\"version\":2,\"newest\":true," + IDENTITY
                + "},{\"name\":\"identity-1\",\"version\":1,\"newest\":false," + IDENTITY + "}],\"resealing\":[{\"place\":\"UIN\","
                + "\"version\":2,\"moved\":7,\"movedAt\":\"2026-01-02T03:04:05Z\",\"finished\":false}]}");
        Cli.Result result = system.run("keys", "list");
        assertEquals(ExitCode.DONE, result.exitCode());
        List<String> lines = result.out().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(1), lines.get(1).matches("identity-2 +DATA +A256GCM +master-identity +2026-01-02T03:04:05Z"));
        assertTrue(lines.get(2), lines.get(2).endsWith("earlier"));
        assertEquals("UIN: 7 values moved to version 2, going on; last at 2026-01-02T03:04:05Z", lines.get(3));
        assertEquals(2, system.run("keys", "list", "--json").json().path("keys").size());
    }

    @Test
    public void rotates() {
        system.answer("POST /admin/v1/keys/rotate", 200, "{\"keys\":[{\"name\":\"identity-2\"}]}");
        Cli.Result result = system.run("keys", "rotate", "identity");
        assertEquals(List.of("Works now: identity-2"), result.out().lines().toList());
        assertEquals("identity", system.request("POST /admin/v1/keys/rotate").json().path("series").asText());
    }

    @Test
    public void revokes() {
        system.answer("POST /admin/v1/keys/revoke", 200, "{\"revoked\":\"identity-1\"}");
        assertEquals(List.of("Revoked: identity-1"), system.run("keys", "revoke", "identity-1").out().lines().toList());
    }

    @Test
    public void saysWhyAKeyIsNotRevoked() {
        system.answer("POST /admin/v1/keys/revoke", 409,
                "{\"errors\":[{\"code\":\"KEY_IN_USE\",\"field\":\"key\",\"message\":\"3 records of UIN\"}]}");
        Cli.Result refused = system.run("keys", "revoke", "identity-1");
        assertEquals(ExitCode.WRONG_USE, refused.exitCode());
        assertTrue(refused.err(), refused.err().contains("KEY_IN_USE (key)"));
    }

    @Test
    public void exportsPublicKeysAndOverwritesNothing() throws IOException {
        Path file = folder.getRoot().toPath().resolve("keys.json");
        system.answer("GET /admin/v1/keys/public", 200, "{\"keys\":[{\"kty\":\"EC\"}]}");
        assertEquals(ExitCode.DONE, system.run("keys", "export-public", "--out", file.toString()).exitCode());
        assertEquals("EC", Api.JSON.readTree(file.toFile()).path("keys").path(0).path("kty").asText());
        Cli.Result again = system.run("keys", "export-public", "--out", file.toString());
        assertEquals(ExitCode.WRONG_USE, again.exitCode());
        assertTrue(Files.size(file) > 0);
        assertEquals("EC", system.run("keys", "export-public", "--json").json().path("keys").path(0).path("kty").asText());
    }
}
