package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import id.importers.mosip.MosipKeys;
import id.importers.mosip.MosipWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class ImportMosipCommandTest {
    @ClassRule public static final TemporaryFolder KEYS = new TemporaryFolder();
    private static final String SEND = "POST /station/v1/enrollments";
    private static final String FIRST = "10001100770000120220128223618";
    private static final String SECOND = "10001100770000220220128223618";
    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 7 };
    private static MosipKeys keys;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);
    private Path packets;

    @BeforeClass
    public static void makeKeys() throws Exception {
        keys = new MosipKeys(KEYS.getRoot().toPath());
    }

    @Before
    public void writePackets() throws Exception {
        packets = folder.newFolder("packets").toPath();
        Files.writeString(packets.resolve("read-me.txt"), "no packet");
        write(FIRST, writer(FIRST, "Asha Rao").write());
        write(SECOND, writer(SECOND, "Binh Le").layout(MosipWriter.Layout.BARE).write());
    }

    private static MosipWriter writer(String rid, String name) throws Exception {
        return new MosipWriter(rid, keys).person(name)
                .document("evidence", "proofOfAddress", "RNC", "pdf", "%PDF".getBytes(StandardCharsets.UTF_8))
                .biometrics("individualBiometrics", MosipWriter.segment("Finger", "Right IndexFinger", PNG, false),
                        MosipWriter.segment("Finger", "Left Thumb", new byte[0], true));
    }

    private void write(String rid, byte[] packet) throws Exception {
        Files.write(packets.resolve(rid + ".zip"), packet);
    }

    private Cli.Result imported(String... more) {
        return from(keys.keyStore(), keys.password(), keys.machines(), more);
    }

    private Cli.Result from(Path keyStore, Path password, Path machines, String... more) {
        return system.run(Stream.concat(Stream.of("import", "mosip", packets.toString(), "--keys", keyStore.toString(),
                "--password-file", password.toString(), "--machines", machines.toString()), Stream.of(more)).toArray(String[]::new));
    }

    private static List<String> results(Cli.Result result) {
        return result.json().path("packets").findValuesAsText("result");
    }

    private static String found(String rid) {
        return "GET /admin/v1/enrollments/mosip-" + rid;
    }

    @Test
    public void sendsWhatEachPacketHolds() {
        system.answer(SEND, 202, "{\"enrollmentId\":\"e\",\"status\":\"RECEIVED\"}");
        Cli.Result result = imported("--json");
        assertEquals(result.toString(), 0, result.exitCode());
        assertEquals(List.of("IMPORTED", "IMPORTED"), results(result));
        assertEquals(2, result.json().path("imported").asInt());
        assertEquals("[]", result.json().path("errors").toString());
        JsonNode body = system.requests(SEND).getFirst().json();
        assertEquals("mosip-" + FIRST, body.path("enrollmentId").asText());
        assertEquals("[{\"language\":\"en\",\"value\":\"Asha Rao\"},{\"language\":\"fr\",\"value\":\"Asha Rao fr\"}]",
                body.at("/attributes/name").toString());
        assertEquals("1990-12-31", body.at("/attributes/dateOfBirth").asText());
        assertEquals("female", body.at("/attributes/gender").asText());
        assertEquals("[{\"position\":\"right-index\",\"format\":\"PNG\",\"data\":\"" + Base64.getEncoder().encodeToString(PNG) + "\"}]",
                body.path("samples").toString());
        assertEquals("{\"name\":\"proofOfAddress\",\"type\":\"RNC\",\"mediaType\":\"application/pdf\",\"data\":\"JVBERg==\"}",
                body.at("/documents/0").toString());
        assertEquals("10001 10077", body.path("centre").asText() + " " + body.path("station").asText());
    }

    @Test
    public void passesOverWhatIsThere() {
        system.answer(found(FIRST), 200, "{\"enrollmentId\":\"mosip-" + FIRST + "\",\"status\":\"ENROLLED\"}");
        system.answer(SEND, 409, "{\"errors\":[{\"code\":\"ENROLLMENT_EXISTS\",\"field\":\"enrollmentId\",\"message\":\"exists\"}]}");
        Cli.Result result = imported("--json");
        assertEquals(result.toString(), 0, result.exitCode());
        assertEquals(List.of("ALREADY_THERE", "ALREADY_THERE"), results(result));
        assertEquals("ENROLLED", result.json().at("/packets/0/status").asText());
        assertEquals("the first one is not sent again", 1, system.requests(SEND).size());
    }

    @Test
    public void aPacketThatIsRefusedStopsNothing() throws Exception {
        write(FIRST, Arrays.copyOf(writer(FIRST, "Asha Rao").write(), 3_000));
        system.answer(SEND, 202, "{\"enrollmentId\":\"e\",\"status\":\"RECEIVED\"}");
        Cli.Result result = imported("--json");
        assertEquals(result.toString(), 1, result.exitCode());
        assertEquals(List.of("REFUSED", "IMPORTED"), results(result));
        JsonNode error = result.json().at("/packets/0/errors/0");
        assertEquals("ENVELOPE_NOT_OPENED packet", error.path("code").asText() + " " + error.path("field").asText());
        assertFalse(error.path("message").asText().isBlank());
    }

    @Test
    public void tellsWhatTheSystemRefuses() {
        system.answer(SEND, 400, "{\"errors\":[{\"code\":\"SCHEMA_VIOLATION\",\"field\":\"attributes.phone\",\"message\":\"Mend it\"}]}");
        Cli.Result result = imported();
        assertEquals(result.toString(), 1, result.exitCode());
        assertTrue(result.out(), result.out().contains("SCHEMA_VIOLATION (attributes.phone): Mend it"));
        assertTrue(result.out(), result.out().endsWith("0 imported, 0 already there, 2 refused" + System.lineSeparator()));
    }

    @Test
    public void aDryRunChecksAndSendsNothing() throws Exception {
        write(SECOND, new byte[0]);
        Cli.Result result = imported("--dry-run", "--json");
        assertEquals(result.toString(), 1, result.exitCode());
        assertEquals(List.of("CHECKED", "REFUSED"), results(result));
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void aSystemThatFailsEndsTheRunWithAReportOfWhatWasDone() {
        system.answer(SEND, 202, "{\"enrollmentId\":\"e\",\"status\":\"RECEIVED\"}");
        system.answer(SEND, 503, "{\"errors\":[{\"code\":\"UNAVAILABLE\",\"field\":\"\",\"message\":\"Later\"}]}");
        Cli.Result result = imported("--json");
        assertEquals(result.toString(), 3, result.exitCode());
        assertEquals(List.of("IMPORTED"), results(result));
        assertEquals("UNAVAILABLE", result.json().at("/errors/0/code").asText());
    }

    @Test
    public void aClientWithoutTheScopeEndsTheRun() {
        system.answer(SEND, 403, "{\"errors\":[{\"code\":\"SCOPE_MISSING\",\"field\":\"\",\"message\":\"Ask for it\"}]}");
        Cli.Result result = imported("--json");
        assertEquals(result.toString(), 2, result.exitCode());
        assertEquals("SCOPE_MISSING", result.code());
        assertEquals(1, system.requests(SEND).size());
    }

    @Test
    public void nothingOfThePersonIsReported() throws Exception {
        system.answer(SEND, 202, "{\"enrollmentId\":\"e\",\"status\":\"RECEIVED\"}");
        write(SECOND, writer(SECOND, "Binh Le").texts("dateOfBirth", "1990/02/30", "1990/02/30").write());
        for (Cli.Result result : List.of(imported(), imported("--json"), imported("--dry-run"))) {
            assertEquals(1, result.exitCode());
            for (String value : List.of("Asha", "Binh", "1990/02", "Kenitra", "0000535081", "someone@")) {
                assertFalse(value, (result.out() + result.err()).contains(value));
            }
        }
    }

    @Test
    public void aMappingOfOnesOwnIsUsed() throws Exception {
        Path mapping = Files.writeString(folder.getRoot().toPath().resolve("mapping.json"),
                "{\"attributes\":{\"nom\":{\"fields\":[\"fullName\"],\"form\":\"plain\"}},\"biometrics\":\"individualBiometrics\",\"leftOut\":"
                        + "[\"IDSchemaVersion\",\"gender\",\"dateOfBirth\",\"phone\",\"email\",\"addressLine1\",\"city\",\"region\",\"postalCode\"]}");
        system.answer(SEND, 202, "{\"enrollmentId\":\"e\",\"status\":\"RECEIVED\"}");
        assertEquals(0, imported("--mapping", mapping.toString()).exitCode());
        assertEquals("{\"nom\":\"Asha Rao\"}", system.requests(SEND).getFirst().json().path("attributes").toString());
        Files.writeString(mapping, "{\"attributes\":{}}");
        assertEquals("MAPPING_INVALID", imported("--mapping", mapping.toString(), "--json").code());
        assertEquals("FILE_UNREADABLE", imported("--mapping", "/none", "--json").code());
    }

    @Test
    public void whatItNeedsIsNamedWhenItIsNotThere() throws Exception {
        Path other = Files.writeString(folder.getRoot().toPath().resolve("other"), "another password\n");
        assertEquals("PASSWORD_WRONG", from(keys.keyStore(), other, keys.machines(), "--json").code());
        assertEquals("KEY_STORE_INVALID", from(other, keys.password(), keys.machines(), "--json").code());
        assertEquals("FILE_UNREADABLE", from(Path.of("/none"), keys.password(), keys.machines(), "--json").code());
        assertEquals("MACHINES_INVALID", from(keys.keyStore(), keys.password(), Path.of("/none"), "--json").code());
        Cli.Result none = system.run("import", "mosip", folder.newFolder("empty").toString(), "--keys", keys.keyStore().toString(),
                "--machines", keys.machines().toString(), "--json");
        assertEquals(2, none.exitCode());
        assertEquals("NOTHING_FOUND", none.code());
    }

    @Test
    public void namesTheKeyThatIsMissing() throws Exception {
        Cli.Result result = from(keys.write("foreign.p12", "foreign"), keys.password(), keys.machines(), "--dry-run", "--json");
        assertEquals(1, result.exitCode());
        assertEquals("KEY_MISSING", result.json().at("/packets/0/errors/0/code").asText());
        assertEquals("ENVELOPE_NOT_OPENED", result.json().at("/packets/1/errors/0/code").asText());
    }
}
