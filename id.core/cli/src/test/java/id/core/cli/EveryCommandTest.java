package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.plugins.keys.pkcs12.ceremony.Ceremony;
import id.plugins.keys.pkcs12.ceremony.Share;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What holds for every command that talks to a system. */
@RunWith(Parameterized.class)
public class EveryCommandTest {
    private static final String ERROR = "{\"errors\":[{\"code\":\"SOME_CODE\",\"field\":\"some.field\",\"message\":\"Mend it\"}]}";

    private static final String DONE = "{'result':'DONE','plugin':{'name':'com.example.sms','version':'1.0.0','state':'IN_USE'}}";

    private static final String PASSWORD = "the password of a vault in tests";

    private static final List<Share> SHARES = Ceremony.split(PASSWORD.getBytes(StandardCharsets.UTF_8), 2, 2, LocalDate.EPOCH,
            new SecureRandom());

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private final String request;
    private final String answer;
    private final String command;

    public EveryCommandTest(String command, String request, String answer) {
        this.command = command;
        this.request = request;
        this.answer = answer;
    }

    /** Each command, its request and an answer that is a yes. FOLDER stands for the folder of the test. */
    @Parameters(name = "{0}")
    public static List<Object[]> commands() {
        return List.of(
                command("enroll FOLDER/person.json", "POST /station/v1/enrollments",
                        "{'enrollmentId':'e1','status':'RECEIVED'}"),
                command("status e1", "GET /admin/v1/enrollments/e1", "{'enrollmentId':'e1','status':'RECEIVED'}"),
                command("explain e1", "GET /admin/v1/enrollments/e1/explanation",
                        "{'enrollmentId':'e1','status':'RECEIVED','stages':[]}"),
                command("resume e1", "POST /admin/v1/enrollments/e1/resume", "{'enrollmentId':'e1'}"),
                command("verify 278795347141 --demographic gender=female", "POST /verification/v1/verifications",
                        "{'verified':true}"),
                command("card 278795347141 -o FOLDER/card.pdf", "POST /admin/v1/cards", "{'printed':'tray-2'}"),
                command("audit verify", "POST /admin/v1/audit/verify",
                        "{'intact':true,'entries':3,'waiting':0,'head':'ab'}"),
                command("audit person 278795347141 --purpose why", "POST /admin/v1/audit/person",
                        "{'entries':[],'more':false}"),
                command("person erase 278795347141 --purpose why --yes", "POST /admin/v1/persons/erase", "{'result':'ERASED'}"),
                command("person hold 278795347141 --purpose why", "POST /admin/v1/persons/hold", "{'result':'HELD'}"),
                command("person release 278795347141 --purpose why", "POST /admin/v1/persons/release", "{'result':'RELEASED'}"),
                command("person epochs", "GET /admin/v1/erasure-epochs", "{'epochs':[]}"),
                command("retention list", "GET /admin/v1/retention", "{'kinds':[]}"),
                command("retention run", "POST /admin/v1/retention/run", "{'kinds':[]}"),
                command("statistics", "GET /admin/v1/statistics?limit=4", "{'weeks':[]}"),
                command("audit list", "GET /admin/v1/audit?limit=50", "{'entries':[]}"),
                command("adjudication list", "GET /admin/v1/adjudication", "{'cases':[]}"),
                command("adjudication decide e1 UNIQUE --comment compared", "POST /admin/v1/adjudication/e1", "{}"),
                command("plugin list", "GET /admin/v1/plugins", "{'plugins':[]}"),
                command("plugin install FOLDER/sms.jar", "POST /admin/v1/plugins/install?file=sms.jar", DONE),
                command("plugin upgrade FOLDER/sms.jar", "POST /admin/v1/plugins/upgrade?file=sms.jar", DONE),
                command("plugin remove com.example.sms --version 1.0.0",
                        "DELETE /admin/v1/plugins/com.example.sms?version=1.0.0", DONE),
                command("plugin why com.example.sms", "GET /admin/v1/plugins/com.example.sms",
                        "{'plugins':[{'name':'com.example.sms','version':'1.0.0','state':'IN_USE','kinds':[]}]}"),
                command("client list", "GET /admin/v1/clients", "{'clients':[]}"),
                command("client add desk-1 --key-out FOLDER/desk-1.jwk", "POST /admin/v1/clients",
                        "{'clientId':'desk-1'}"),
                command("client activate desk-1", "PUT /admin/v1/clients/desk-1/state", "{'clientId':'desk-1'}"),
                command("client deactivate desk-1", "PUT /admin/v1/clients/desk-1/state", "{'clientId':'desk-1'}"),
                command("keys list", "GET /admin/v1/keys", "{'keys':[],'resealing':[]}"),
                command("keys rotate identity", "POST /admin/v1/keys/rotate", "{'keys':[{'name':'identity-2'}]}"),
                command("keys revoke identity-1", "POST /admin/v1/keys/revoke", "{'revoked':'identity-1'}"),
                command("keys export-public --out FOLDER/keys.json", "GET /admin/v1/keys/public", "{'keys':[]}"),
                command("keys ceremony split --threshold 2 --people 2 --out FOLDER --vault FOLDER/vault.p12 --password-file FOLDER/password",
                        "POST /admin/v1/keys/ceremonies", "{'recorded':'c1'}"),
                command("keys ceremony verify FOLDER/share-1", "POST /admin/v1/keys/ceremonies", "{'recorded':'c1'}"),
                command("keys ceremony combine FOLDER/share-1 FOLDER/share-2 --vault FOLDER/vault.p12 --password-file FOLDER/password-2",
                        "POST /admin/v1/keys/ceremonies", "{'recorded':'c1'}"),
                command("hotlist list", "GET /admin/v1/hotlist", "{'entries':[]}"),
                command("hotlist add partner bank --reason stolen", "POST /admin/v1/hotlist", "{'id':'x'}"),
                command("hotlist remove uin 123", "POST /admin/v1/hotlist/remove", "{'removed':true}"),
                command("staff list", "GET /admin/v1/staff", "{'staff':[]}"),
                command("staff add maria --role operator", "POST /admin/v1/staff",
                        "{'name':'maria','initialPassword':'abc'}"),
                command("staff enable maria", "PUT /admin/v1/staff/maria/state", "{'name':'maria'}"),
                command("staff disable maria", "PUT /admin/v1/staff/maria/state", "{'name':'maria'}"),
                command("staff reset-password maria", "POST /admin/v1/staff/maria/reset-password",
                        "{'name':'maria','initialPassword':'abc'}"),
                command("staff reset maria --proof DOCUMENT_IN_PERSON", "POST /admin/v1/staff/maria/reset",
                        "{'name':'maria','initialPassword':'abc'}"),
                command("staff end-sessions maria", "POST /admin/v1/staff/maria/end-sessions", "{'ended':'maria'}"),
                command("staff bind maria --uin-file FOLDER/uin", "PUT /admin/v1/staff/maria/person", "{'name':'maria'}"),
                command("staff bind-provider maria --subject-file FOLDER/uin", "PUT /admin/v1/staff/maria/provider", "{'name':'maria'}"),
                command("staff unbind-provider maria", "DELETE /admin/v1/staff/maria/provider", "{'name':'maria'}"),
                command("staff unbind maria", "DELETE /admin/v1/staff/maria/person", "{'name':'maria'}"),
                command("approval list", "GET /admin/v1/approvals", "{'requests':[]}"),
                command("approval withdraw r1", "DELETE /admin/v1/approvals/r1", "{'withdrawn':'r1'}"),
                command("system", "GET /admin/v1/system", "{'name':'Idem'}"));
    }

    private static Object[] command(String command, String request, String answer) {
        return new Object[]{ command, request, answer.replace('\'', '"') };
    }

    @Before
    public void writeVault() throws IOException, GeneralSecurityException {
        Path place = folder.getRoot().toPath();
        if (command.startsWith("keys ceremony")) {
            CeremonyCommandTest.vault(place.resolve("vault.p12"), PASSWORD);
            Files.writeString(place.resolve("password"), PASSWORD);
            for (Share share : SHARES) {
                Files.writeString(place.resolve("share-" + share.index()), share.text());
            }
        }
    }

    @Before
    public void writePerson() throws IOException {
        Files.writeString(folder.getRoot().toPath().resolve("person.json"), "{\"gender\":\"female\"}");
        Files.writeString(folder.getRoot().toPath().resolve("sms.jar"), "jar");
        Files.writeString(folder.getRoot().toPath().resolve("uin"), "278795347141\n");
    }

    private Cli.Result run(String... more) {
        return Cli.run(arguments(more));
    }

    private String[] arguments(String... more) {
        return system.at(Stream
                .concat(Arrays.stream(command.split(" "))
                        .map(word -> word.replace("FOLDER", folder.getRoot().toString())), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    public void aYesEndsWithZero() {
        system.answer(request, 200, answer);
        Cli.Result words = run();
        assertEquals(words.toString(), ExitCode.DONE, words.exitCode());
        assertEquals("", words.err());
        assertEquals("Bearer token-1", system.requests(request).getFirst().authorization());
        // A ceremony is told twice: before anything is written, and afterwards.
        assertEquals(Collections.nCopies(command.contains("ceremony split") || command.contains("ceremony combine") ? 2 : 1, request),
                system.lines());
    }

    @Test
    public void aYesIsOneObject() {
        system.answer(request, 200, answer);
        Cli.Result json = run("--json");
        assertEquals(json.toString(), ExitCode.DONE, json.exitCode());
        assertTrue(json.json().toString(), json.json().path("errors").isEmpty());
    }

    @Test
    public void aRefusedRequestIsWrongUse() {
        for (int status : new int[]{ 400, 404, 409 }) {
            system.answerOnly(request, status, ERROR);
            told(ExitCode.WRONG_USE, "SOME_CODE", "some.field", "Mend it");
        }
    }

    @Test
    public void aFailureOfTheSystemIsNoAnswer() {
        for (int status : new int[]{ 429, 500 }) {
            system.answerOnly(request, status, ERROR);
            told(ExitCode.SYSTEM_FAILED, "SOME_CODE", "some.field", "Mend it");
        }
    }

    @Test
    public void aFailureWithoutACodeIsNamedByItsStatus() {
        system.answer(request, 502, "<html>Asha Rao</html>");
        told(ExitCode.SYSTEM_FAILED, "HTTP_502", "", "");
        assertFalse(run().err().contains("Asha"));
    }

    @Test
    public void anAnswerThatIsNoObjectIsNoAnswer() {
        for (String wrong : new String[]{ "<html>Asha Rao</html>", "[]", "\"yes\"", "{} {}" }) {
            system.answerOnly(request, 200, wrong);
            told(ExitCode.SYSTEM_FAILED, "ANSWER_MALFORMED", "", "");
        }
    }

    @Test
    public void aRedirectionIsNoAnswer() {
        system.answer(request, 302, "");
        told(ExitCode.SYSTEM_FAILED, "HTTP_302", "", "");
    }

    @Test
    public void aTokenThatIsRefusedIsWrongUse() {
        system.answerOnly(FakeSystem.TOKEN, 401, "{\"error\":\"invalid_client\",\"error_description\":\"Not active\"}");
        told(ExitCode.WRONG_USE, "invalid_client", "", "Not active");
    }

    @Test
    public void nobodyAtThePortIsAFailureOfTheSystem() throws IOException {
        system.stop();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            system.announce(ProcessHandle.current().pid(), free.getLocalPort());
        }
        told(ExitCode.SYSTEM_FAILED, "SYSTEM_UNREACHABLE", "", "idem run");
    }

    @Test
    public void anUnknownOptionIsWrongUse() {
        told(ExitCode.WRONG_USE, "WRONG_USE", "", "--nonsense", "--nonsense");
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void aMissingKeyIsWrongUse() {
        told(ExitCode.WRONG_USE, "CLIENT_KEY_MISSING", "key", "nobody.jwk", "--client", "nobody");
        assertEquals(List.of(), system.lines());
    }

    /** Runs the command for people and for machines: both say the same, each at its place and nothing elsewhere. */
    private void told(int exitCode, String code, String field, String message, String... more) {
        Cli.Result words = run(more);
        assertEquals(words.toString(), exitCode, words.exitCode());
        assertEquals(words.toString(), "", words.out());
        assertTrue(words.err(), words.err().contains(message));
        assertFalse(words.err(), words.err().contains("\tat "));
        Cli.Result json = run(Stream.concat(Stream.of(more), Stream.of("--json")).toArray(String[]::new));
        assertEquals(json.toString(), exitCode, json.exitCode());
        assertEquals(json.toString(), "", json.err());
        assertEquals(code, json.code());
        assertEquals(field, json.error().path("field").asText("absent"));
        assertTrue(json.out(), json.error().path("message").asText().contains(message));
    }
}
