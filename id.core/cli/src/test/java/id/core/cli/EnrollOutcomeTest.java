package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** What {@code enroll} says of what became of an enrollment. */
public class EnrollOutcomeTest {
    private static final String SUBMIT = "POST /station/v1/enrollments";
    private static final String VIEW = "GET /admin/v1/enrollments/e1";
    private static final String EXPLANATION = VIEW + "/explanation";
    private static final String VALIDATED = "{\"stage\":\"validate\",\"result\":\"CONTINUE\",\"rule\":\"It fits\",\"tookMs\":6}";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private String person;

    @Before
    public void prepare() throws IOException {
        person = Files.writeString(folder.getRoot().toPath().resolve("person.json"), "{\"name\":\"Asha Rao\"}")
                .toString();
        system.answer(SUBMIT, 202, "{\"enrollmentId\":\"e1\",\"status\":\"RECEIVED\"}");
    }

    private void became(String view) {
        system.answer(VIEW, 200, view);
        system.answer(EXPLANATION, 200, view);
    }

    @Test
    public void withoutWaitingItTellsTheId() {
        Cli.Result words = system.run("enroll", person);
        assertEquals(List.of("Received: e1", "Follow it with: idem status e1"), words.out().lines().toList());
        JsonNode json = system.run("enroll", person, "--json").json();
        assertEquals("e1", json.path("enrollmentId").asText());
        assertEquals("RECEIVED", json.path("status").asText());
        assertTrue(json.path("errors").isArray());
    }

    @Test
    public void stagesAreShownOnceEachAsTheyPass() {
        system.answer(EXPLANATION, 200, "{\"status\":\"PROCESSING\",\"stages\":[" + VALIDATED + "]}");
        system.answer(EXPLANATION, 200, "{\"status\":\"ENROLLED\",\"stages\":[" + VALIDATED
                + ",{\"stage\":\"issue\",\"result\":\"ISSUED\",\"rule\":\"Registered\",\"tookMs\":73,"
                + "\"facts\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"b\",\"value\":\"2\"}]}]}");
        system.answer(VIEW, 200, Outcomes.ENROLLED);
        assertEquals(
                List.of("Received: e1", "  validate               CONTINUE        6 ms  It fits",
                        "  issue                  ISSUED         73 ms  Registered  [a 1, b 2]",
                        "Enrolled. UIN 278795347141"),
                system.run("enroll", person, "--wait").out().lines().toList());
    }

    @Test
    public void anEnrolledPersonHasANumber() {
        became(Outcomes.ENROLLED);
        Cli.Result result = system.run("enroll", person, "--wait", "--json");
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals("e1", result.json().path("enrollmentId").asText());
        assertEquals("ENROLLED", result.json().path("status").asText());
        assertEquals("278795347141", result.json().path("uin").asText());
        assertEquals(0, result.json().withArray("errors").size());
    }

    @Test
    public void aDuplicateNamesTheEarlierEnrollment() {
        became(Outcomes.DUPLICATE);
        Cli.Result result = system.run("enroll", person, "--wait", "--json");
        assertEquals(ExitCode.NEGATIVE, result.exitCode());
        assertEquals("DUPLICATE", result.json().path("status").asText());
        assertEquals("e0", result.json().path("duplicateOf").asText());
    }

    @Test
    public void aRejectionCarriesItsReasons() {
        became(Outcomes.REJECTED);
        Cli.Result result = system.run("enroll", person, "--wait", "--json");
        assertEquals(ExitCode.NEGATIVE, result.exitCode());
        JsonNode error = result.error();
        assertEquals("QUALITY_TOO_LOW", error.path("code").asText());
        assertEquals("right-index", error.path("field").asText());
        assertEquals("Capture it again", error.path("message").asText());
    }

    @Test
    public void aHeldOneIsAFailureOfTheSystem() {
        became(Outcomes.HELD);
        assertEquals(ExitCode.SYSTEM_FAILED, system.run("enroll", person, "--wait").exitCode());
    }

    @Test
    public void aCaseForPeopleIsNoYes() {
        became(Outcomes.IN_ADJUDICATION);
        assertEquals(ExitCode.NEGATIVE, system.run("enroll", person, "--wait").exitCode());
    }

    @Test
    public void theEndOfPatienceIsTold() {
        became("{\"enrollmentId\":\"e1\",\"status\":\"PROCESSING\",\"stages\":[]}");
        Cli.Result result = system.run("enroll", person, "--wait", "--timeout", "0", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("TIMED_OUT", result.code());
        assertTrue(result.out(), result.out().contains("idem status e1"));
    }

    /** The person is taken in, whatever happens to the waiting: a desk must learn the id. */
    @Test
    public void theIdIsNotLostWhenTheWaitingFails() {
        Cli.Result result = system.run("enroll", person, "--wait", "--json");
        assertEquals("NOT_FOUND", result.code());
        assertTrue(result.err(), result.err().contains("e1"));
    }

    @Test
    public void anAnswerWithoutAnIdIsNoAnswer() {
        system.answerOnly(SUBMIT, 202, "{}");
        Cli.Result result = system.run("enroll", person, "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("ANSWER_MALFORMED", result.code());
        assertFalse(result.out(), result.out().contains("Asha"));
    }
}
