package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class ClientCommandTest {
    private static final String REGISTER = "POST /admin/v1/clients";
    private static final String STATE = "PUT /admin/v1/clients/desk-1/state";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private Path keyFile;

    @Before
    public void nameFile() {
        keyFile = folder.getRoot().toPath().resolve("desk-1.jwk");
    }

    private Cli.Result add(Path file) {
        return system.run("client", "add", "desk-1", "--key-out", file.toString(), "--json");
    }

    @Test
    public void aClientKeepsItsPrivateKey() throws IOException, ParseException {
        system.answer(REGISTER, 201, "{\"clientId\":\"desk-1\"}");
        Cli.Result result = system.run("client", "add", "desk-1", "--name", "Desk", "--role", "station", "--role",
                "printer", "--scope", "id.read", "--attribute", "name", "--key-out", keyFile.toString());
        assertEquals(List.of("Client desk-1 registered; its key is in " + keyFile), result.out().lines().toList());
        JsonNode body = system.request(REGISTER).json();
        assertEquals("Desk", body.path("displayName").asText());
        assertEquals("[\"station\",\"printer\"]", body.path("roles").toString());
        assertEquals("[\"id.read\"]", body.path("scopes").toString());
        assertEquals("[\"name\"]", body.path("releasableAttributes").toString());
        ECKey written = ECKey.parse(Files.readString(keyFile));
        ECKey sent = ECKey.parse(body.path("publicKeys").get(0).toString());
        assertTrue(written.isPrivate());
        assertFalse("the private key left", sent.isPrivate());
        assertEquals(written.toPublicJWK(), sent);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
    }

    @Test
    public void aClientWithoutANameIsCalledByItsId() {
        system.answer(REGISTER, 201, "{\"clientId\":\"desk-1\"}");
        assertEquals("desk-1", add(keyFile).json().path("clientId").asText());
        assertEquals("desk-1", system.request(REGISTER).json().path("displayName").asText());
    }

    @Test
    public void aRefusedClientLeavesNoKey() {
        system.answer(REGISTER, 409, "{\"errors\":[{\"code\":\"CONFLICT\",\"field\":\"clientId\",\"message\":\"Taken\"}]}");
        Cli.Result result = add(keyFile);
        assertEquals(ExitCode.WRONG_USE, result.exitCode());
        assertEquals("CONFLICT", result.code());
        assertFalse(Files.exists(keyFile));
    }

    @Test
    public void aFileThatIsThereIsKept() throws IOException {
        Files.writeString(keyFile, "mine");
        Cli.Result result = add(keyFile);
        assertEquals(ExitCode.WRONG_USE, result.exitCode());
        assertEquals("FILE_EXISTS", result.code());
        assertEquals("mine", Files.readString(keyFile));
        assertEquals("FILE_EXISTS", add(Path.of("/")).code());
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void aFileThatCannotBeWrittenIsWrongUse() {
        Cli.Result result = add(keyFile.resolve("deeper"));
        assertEquals(ExitCode.WRONG_USE, result.exitCode());
        assertEquals("FILE_UNWRITABLE", result.code());
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void clientsAreLines() {
        system.answer("GET /admin/v1/clients", 200,
                "{\"clients\":[{\"clientId\":\"admin\",\"displayName\":\"Administrator\",\"roles\":[\"administrator\"],"
                        + "\"active\":true},{\"clientId\":\"desk-1\",\"displayName\":\"Desk\",\"roles\":[],\"active\":false}]}");
        assertEquals(List.of("admin  Administrator  roles [\"administrator\"]", "desk-1  Desk  roles []  NOT ACTIVE"),
                system.run("client", "list").out().lines().toList());
    }

    @Test
    public void aClientIsKeptOutAndLetIn() {
        system.answer(STATE, 200, "{\"clientId\":\"desk-1\"}");
        assertEquals(List.of("Client desk-1 is kept out."),
                system.run("client", "deactivate", "desk-1").out().lines().toList());
        assertEquals("{\"active\":false}", system.request(STATE).body());
        assertEquals(List.of("Client desk-1 is let in."),
                system.run("client", "activate", "desk-1").out().lines().toList());
    }
}
