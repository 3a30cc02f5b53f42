package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class DemoCommandTest {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final FakeSystem system = new FakeSystem(folder);
    @Rule public final RuleChain rules = RuleChain.outerRule(folder).around(system);

    @Test
    public void theWholeStoryIsAsExpected() {
        new FakeCountry(system, true).answer();
        Cli.Result result = system.run("demo", "--people", "3", "--seed", "7", "--json");
        JsonNode json = result.json();
        assertEquals(json.toPrettyString(), ExitCode.DONE, result.exitCode());
        assertTrue(json.path("asExpected").asBoolean());
        assertTrue(json.path("uinsDistinct").asBoolean());
        assertEquals(7, json.path("seed").asLong());
        assertEquals(8, json.path("steps").size());
        json.path("steps")
                .forEach(step -> assertEquals(step.toString(), step.path("expected"), step.path("done")));
    }

    @Test
    public void aCountryThatMissesDuplicatesIsNotAsExpected() {
        new FakeCountry(system, false).answer();
        Cli.Result words = system.run("demo", "--people", "3", "--seed", "7");
        assertEquals(words.toString(), ExitCode.SYSTEM_FAILED, words.exitCode());
        assertTrue(words.out(), words.out().contains("NOT as expected (seed 7)"));
        assertTrue(words.out(), words.out().lines()
                .anyMatch(line -> line.startsWith("Planted duplicates found              2        0")));
    }

    @Test
    public void aSystemThatRefusesEverythingIsNotAsExpected() {
        Cli.Result result = system.run("demo", "--people", "2", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertFalse(result.out(), result.json().path("asExpected").asBoolean(true));
        assertTrue(result.out(), result.json().at("/steps/0/fault").asText().startsWith("NOT_FOUND"));
    }

    @Test
    public void wrongNumbersAreWrongUse() {
        for (String people : List.of("1", "100001", "-3")) {
            Cli.Result result = system.run("demo", "--people", people, "--json");
            assertEquals(ExitCode.WRONG_USE, result.exitCode());
            assertEquals("INVALID_VALUE", result.code());
        }
        assertEquals(List.of(), system.lines());
    }

    @Test
    public void madeUpPeopleAreTheSameForASeedAndNeverPrinted() {
        DemoPerson person = DemoPerson.of(7, 1, false);
        assertEquals(person, DemoPerson.of(7, 1, false));
        DemoPerson double1 = DemoPerson.of(7, 1, true);
        assertEquals("the fingers", person.subject(), double1.subject());
        assertFalse("the name", person.attributes().get("name").equals(double1.attributes().get("name")));
        assertEquals("DemoPerson[1, ***]", person.toString());
    }
}
