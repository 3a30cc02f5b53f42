package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API clients. */
@Command(name = "client", description = "Registers and shows API clients", mixinStandardHelpOptions = true, subcommands = {
        ClientCommand.ListClients.class, ClientCommand.Add.class, ClientCommand.Activate.class,
        ClientCommand.Deactivate.class })
final class ClientCommand {

    /** Who is registered. */
    @Command(name = "list", description = "Lists the registered clients")
    static final class ListClients extends RemoteCommand {
        @Override
        int run(Api api, Output output) {
            JsonNode clients = api.get("/admin/v1/clients");
            output.object(clients);
            clients.path("clients").forEach(client -> output
                    .line(client.path("clientId").asText() + "  " + client.path("displayName").asText() + "  roles "
                            + client.path("roles") + (client.path("active").asBoolean(true) ? "" : "  NOT ACTIVE")));
            return ExitCode.DONE;
        }
    }

    /** A new client, with a fresh key. */
    @Command(name = "add", description = "Registers a client and writes its new private key")
    static final class Add extends RemoteCommand {
        @Parameters(paramLabel = "ID", description = "Id of the client") private String id;

        @Option(names = "--name", paramLabel = "TEXT", description = "How people call it (default: its id)") private String name;

        @Option(names = "--role", paramLabel = "ROLE",
                description = "A role: station, operator, supervisor, relying-party, adjudicator, auditor, support, printer, monitor, key-custodian; may be repeated") private List<String> roles = new ArrayList<>();

        @Option(names = "--scope", paramLabel = "SCOPE",
                description = "A scope of its own; may be repeated") private List<String> scopes = new ArrayList<>();

        @Option(names = "--attribute", paramLabel = "NAME",
                description = "An attribute that it may read; may be repeated") private List<String> attributes = new ArrayList<>();

        @Option(names = "--place", paramLabel = "PLACE",
                description = "Where its roles hold: centre:ID or region:NAME; may be repeated (default: everywhere)") private List<String> places = new ArrayList<>();

        @Option(names = "--key-out", paramLabel = "FILE", required = true,
                description = "Where to write its private key, readable by the owner alone") private Path keyFile;

        @Override
        int run(Api api, Output output) {
            ECKey key = newKey();
            write(key);
            ObjectNode body = Api.object().put("clientId", id).put("displayName", name == null ? id : name);
            roles.forEach(body.putArray("roles")::add);
            scopes.forEach(body.putArray("scopes")::add);
            attributes.forEach(body.putArray("releasableAttributes")::add);
            places.forEach(body.putArray("places")::add);
            try {
                body.putArray("publicKeys").add(Api.JSON.readTree(key.toPublicJWK().toJSONString()));
                JsonNode client = api.post("/admin/v1/clients", body);
                output.object(client);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            } catch (CommandFailure refused) {
                keyFile.toFile().delete();
                throw refused;
            }
            output.line("Client " + id + " registered; its key is in " + keyFile);
            return ExitCode.DONE;
        }

        private static ECKey newKey() {
            try {
                return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate();
            } catch (JOSEException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private void write(ECKey key) {
            try {
                FileAttribute<?>[] rights = keyFile.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[]{ PosixFilePermissions
                                .asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                        : new FileAttribute<?>[0];
                Files.createFile(keyFile, rights);
                Files.writeString(keyFile, key.toJSONString(), StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException there) {
                throw CommandFailure.wrongUse("FILE_EXISTS", "key-out",
                        "The file " + keyFile + " is there: choose another name");
            } catch (IOException refused) {
                throw CommandFailure.wrongUse("FILE_UNWRITABLE", "key-out",
                        "The file " + keyFile + " cannot be written");
            }
        }
    }

    /** Lets a client in. */
    @Command(name = "activate", description = "Lets a client in")
    static final class Activate extends RemoteCommand {
        @Parameters(paramLabel = "ID", description = "Id of the client") private String id;

        @Override
        int run(Api api, Output output) {
            return setActive(api, output, id, true);
        }
    }

    /** Keeps a client out. */
    @Command(name = "deactivate", description = "Keeps a client out, at once")
    static final class Deactivate extends RemoteCommand {
        @Parameters(paramLabel = "ID", description = "Id of the client") private String id;

        @Override
        int run(Api api, Output output) {
            return setActive(api, output, id, false);
        }
    }

    private static int setActive(Api api, Output output, String id, boolean active) {
        output.object(api.put("/admin/v1/clients/" + PathPart.of(id) + "/state", Api.object().put("active", active)));
        output.line("Client " + id + (active ? " is let in." : " is kept out."));
        return ExitCode.DONE;
    }
}
