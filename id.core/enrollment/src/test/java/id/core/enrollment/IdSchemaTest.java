package id.core.enrollment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.sun.net.httpserver.HttpServer;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.value.Attributes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class IdSchemaTest {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    /** Found by fuzzing: such a schema has no end, and neither has the stack that follows it. */
    @Test
    public void aSchemaThatRefersToItselfJudgesNobody() throws IOException {
        for (String endless : List.of("{'type':'object','properties':{'age':{'$ref':'#/properties/age'}}}",
                "{'type':'object','allOf':[{'$ref':'#'}]}")) {
            Path file = folder.newFile().toPath();
            Files.writeString(file, endless.replace('\'', '"'));
            IdentityException refused = assertThrows(endless, IdentityException.class, () -> new IdSchema(Optional.of(file))
                    .problems(Attributes.ofPlain("1.0", Map.of("age", 1))));
            assertEquals(GeneralError.INTERNAL_FAULT, refused.code());
            assertEquals("schemaFile", refused.field());
        }
    }

    /** Found by fuzzing: the library fetched whatever address a schema named. */
    @Test
    public void aSchemaIsNotFetchedFromElsewhere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        elsewhere.start();
        try {
            String address = "http://localhost:" + elsewhere.getAddress().getPort() + "/schema";
            for (String remote : List.of("{'$schema':'" + address + "','type':'object'}",
                    "{'type':'object','properties':{'age':{'$ref':'" + address + "'}}}",
                    "{'type':'object','properties':{'age':{'$ref':'file:///etc/hostname'}}}")) {
                Path file = folder.newFile().toPath();
                Files.writeString(file, remote.replace('\'', '"'));
                IdentityException refused = assertThrows(remote, IdentityException.class, () -> new IdSchema(Optional.of(file))
                        .problems(Attributes.ofPlain("1.0", Map.of("age", 1))));
                assertEquals("schemaFile", refused.field());
            }
            assertEquals(0, asked.get());
        } finally {
            elsewhere.stop(0);
        }
    }

    /** Each by itself is fine: a child, nobody named who answers for it. */
    @Test
    public void attributesAreJudgedTogetherAsTheSchemaSays() throws IOException {
        Path file = folder.newFile().toPath();
        Files.writeString(file, "{\"type\":\"object\",\"properties\":{\"ageGroup\":{\"enum\":[\"CHILD\",\"ADULT\"]},"
                + "\"guardian\":{\"type\":\"string\"},\"occupation\":{\"type\":\"string\"}},"
                + "\"if\":{\"properties\":{\"ageGroup\":{\"const\":\"CHILD\"}},\"required\":[\"ageGroup\"]},"
                + "\"then\":{\"required\":[\"guardian\"]},\"dependentRequired\":{\"occupation\":[\"ageGroup\"]}}");
        IdSchema schema = new IdSchema(Optional.of(file));
        assertEquals(List.of(), schema.problems(Attributes.ofPlain("1.0", Map.of("ageGroup", "ADULT", "occupation", "smith"))));
        assertEquals(List.of(), schema.problems(Attributes.ofPlain("1.0", Map.of("ageGroup", "CHILD", "guardian", "E-17"))));
        assertEquals(1, schema.problems(Attributes.ofPlain("1.0", Map.of("ageGroup", "CHILD"))).size());
        assertEquals(1, schema.problems(Attributes.ofPlain("1.0", Map.of("occupation", "smith"))).size());
    }

    @Test
    public void theWellKnownMetaschemasAreThere() throws IOException {
        Path file = folder.newFile().toPath();
        Files.writeString(file, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\",\"properties\":"
                + "{\"rule\":{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}}}");
        assertEquals(List.of(), new IdSchema(Optional.of(file)).problems(Attributes.ofPlain("1.0", Map.of("rule", true))));
    }
}
