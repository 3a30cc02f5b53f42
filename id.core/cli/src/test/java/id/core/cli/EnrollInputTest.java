package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** What {@code enroll} takes, and how it refuses the rest before anything is sent. */
public class EnrollInputTest {
    private static final String SUBMIT = "POST /station/v1/enrollments";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    private String person;
    private String image;

    @Before
    public void prepare() throws IOException {
        person = file("person.json", "{\"name\":\"José Rao\",\"height\":1.85}".getBytes(StandardCharsets.UTF_8));
        image = file("finger.png", new byte[]{ 1, 2, 3 });
        system.answer(SUBMIT, 202, "{\"enrollmentId\":\"e1\",\"status\":\"RECEIVED\"}");
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.getRoot().toPath().resolve(name), content).toString();
    }

    @Test
    public void everythingGivenIsSent() {
        Cli.Result result = system.run("enroll", person, "--finger", "right-index=" + image, "--finger",
                "left-thumb=" + image, "--face", image, "--id", "desk-7");
        assertEquals(result.toString(), ExitCode.DONE, result.exitCode());
        assertEquals("{\"enrollmentId\":\"desk-7\",\"attributes\":{\"name\":\"José Rao\",\"height\":1.85},\"samples\":["
                + "{\"position\":\"right-index\",\"data\":\"AQID\"},{\"position\":\"left-thumb\",\"data\":\"AQID\"},"
                + "{\"position\":\"face\",\"data\":\"AQID\"}]}", system.request(SUBMIT).body());
    }

    @Test
    public void withoutAnIdTheSystemChoosesOne() {
        system.run("enroll", person);
        assertFalse(system.request(SUBMIT).json().has("enrollmentId"));
    }

    @Test
    public void aByteOrderMarkIsNoFault() throws IOException {
        String marked = file("marked.json", "\uFEFF{\"name\":\"José\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(ExitCode.DONE, system.run("enroll", marked).exitCode());
        assertEquals("José", system.request(SUBMIT).json().at("/attributes/name").asText());
    }

    @Test
    public void anUnreadablePersonIsRefused() throws IOException {
        refused("FILE_UNREADABLE", "person", folder.getRoot().toPath().resolve("absent.json").toString());
        refused("FILE_UNREADABLE", "person", folder.getRoot().toString());
        refused("MALFORMED", "person", text("{\"name\":\"Asha Rao\""));
        refused("MALFORMED", "person", text("Asha Rao"));
        refused("MALFORMED", "person", text("[{\"name\":\"Asha Rao\"}]"));
        refused("MALFORMED", "person", text("\"Asha Rao\""));
        refused("MALFORMED", "person", text(" "));
        refused("MALFORMED", "person", text("{\"name\":\"Asha Rao\"} {\"name\":\"Ravi Sen\"}"));
        refused("MALFORMED", "person", text("{\"name\":\"Asha Rao\",\"name\":\"Ravi Sen\"}"));
    }

    @Test
    public void anotherCharacterSetIsRefusedAndNotGuessed() throws IOException {
        refused("MALFORMED", "person",
                file("latin.json", "{\"name\":\"José\"}".getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String text(String content) throws IOException {
        return file("wrong.json", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void aFingerThatDoesNotExistIsRefused() {
        for (String position : List.of("right-toe", "face", "RIGHT-INDEX", "")) {
            refused("POSITION_UNKNOWN", "finger", person, "--finger", position + "=" + image);
        }
        refused("POSITION_UNKNOWN", "finger", person, "--finger", "right-index");
        refused("POSITION_UNKNOWN", "finger", person, "--finger", image);
    }

    @Test
    public void aFingerNamedTwiceIsRefused() {
        refused("POSITION_REPEATED", "finger", person, "--finger", "right-index=" + image, "--finger",
                "right-index=" + image);
    }

    @Test
    public void anUnreadableSampleIsRefused() throws IOException {
        Path absent = folder.getRoot().toPath().resolve("absent.png");
        refused("FILE_UNREADABLE", "right-index", person, "--finger", "right-index=" + absent);
        refused("FILE_UNREADABLE", "right-index", person, "--finger", "right-index=");
        refused("FILE_UNREADABLE", "face", person, "--face", absent.toString());
        String empty = file("empty.png", new byte[0]);
        refused("SAMPLE_EMPTY", "right-index", person, "--finger", "right-index=" + empty);
        refused("SAMPLE_EMPTY", "face", person, "--face", empty);
    }

    @Test
    public void aTimeThatCannotBeWaitedIsRefused() {
        refused("INVALID_VALUE", "timeout", person, "--wait", "--timeout", "-1");
        refused("WRONG_USE", "", person, "--wait", "--timeout", "soon");
    }

    private void refused(String code, String field, String... arguments) {
        String[] command = Stream.concat(Stream.of("enroll"), Stream.of(arguments)).toArray(String[]::new);
        Cli.Result words = system.run(command);
        assertEquals(words.toString(), ExitCode.WRONG_USE, words.exitCode());
        assertEquals(words.toString(), "", words.out());
        assertFalse(words.err(), words.err().contains("Asha") || words.err().contains("\tat "));
        Cli.Result json = system.run(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
        assertEquals(json.toString(), ExitCode.WRONG_USE, json.exitCode());
        assertEquals(json.toString(), "", json.err());
        assertEquals(code, json.code());
        assertEquals(field, json.error().path("field").asText("absent"));
        assertTrue(json.out(), !json.error().path("message").asText().isEmpty());
        assertEquals("nothing is sent", List.of(), system.lines());
    }
}
