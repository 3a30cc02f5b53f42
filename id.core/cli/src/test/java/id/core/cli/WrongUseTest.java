package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** Command lines that cannot be understood. */
public class WrongUseTest {

    @Test
    public void whatIsNeededIsNamed() {
        told("enroll", "person.json");
        told("status", "ID");
        told("explain", "ID");
        told("resume", "ID");
        told("verify", "UIN-or-VID");
        told("card 278795347141", "--output");
        told("card -o card.pdf", "UIN");
        told("adjudication decide e1", "DECISION");
        told("client add desk-1", "--key-out");
        told("client activate", "ID");
        told("client deactivate", "ID");
        told("plugin install", "JAR");
        told("plugin upgrade", "JAR");
        told("plugin remove", "NAME");
        told("plugin why", "NAME");
        told("plugin sign", "JAR");
        told("plugin new-key --name Acme", "--out");
        told("bench", "WHAT");
        for (String group : List.of("audit", "adjudication", "plugin", "client")) {
            told(group, "subcommand");
        }
    }

    @Test
    public void whatIsUnknownIsNamed() {
        for (String command : List.of("", "audit ", "bench start ", "demo ", "plugin list ", "system ")) {
            told(command + "--nonsense", "--nonsense");
        }
        told("demo --people many", "--people");
        told("bench everything", "WHAT");
        told("bench start --runs many", "--runs");
        told("card 278795347141 -o a.pdf -o b.pdf", "--output");
    }

    @Test
    public void wordsThatAreNoOptionsAreNotRepeated() {
        for (String[] slip : new String[][]{ { "verify", "278795347141", "--demographic", "name=Asha", "Rao" },
                { "verify", "278795347141", "--demographic", "Rao" },
                { "verify", "278795347141", "--demographic", "=Rao", "--otp", "Rao" },
                { "verify", "278795347141", "--name=Rao" }, { "verify", "278795347141", "--name", "Rao" },
                { "verify", "278795347141", "--otp=Rao" }, { "verify", "278795347141", "--code", "1", "--code", "Rao" },
                { "enroll", "person.json", "Rao" }, { "status", "e1", "Rao" }, { "bench", "Rao" },
                { "adjudication", "decide", "e1", "Rao", "--comment", "x" }, { "Rao" }, { "audit", "Rao" } }) {
            Cli.Result words = Cli.run(slip);
            assertEquals(words.toString(), ExitCode.WRONG_USE, words.exitCode());
            assertFalse(words.err(), words.err().contains("Rao"));
            assertTrue(words.err(), words.err().contains("--help"));
            Cli.Result json = Cli.run(Stream.concat(Stream.of(slip), Stream.of("--json")).toArray(String[]::new));
            assertFalse(json.out(), json.out().contains("Rao"));
            assertEquals("", json.err());
            assertEquals("WRONG_USE", json.code());
        }
    }

    private static void told(String command, String named) {
        String[] arguments = Stream.of(command.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
        Cli.Result words = Cli.run(arguments);
        assertEquals(words.toString(), ExitCode.WRONG_USE, words.exitCode());
        assertEquals(words.toString(), "", words.out());
        assertTrue(words.err(), words.err().contains(named));
        assertTrue(words.err(), words.err().contains("See: idem"));
        Cli.Result json = Cli
                .run(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        assertEquals(json.toString(), ExitCode.WRONG_USE, json.exitCode());
        assertEquals(json.toString(), "", json.err());
        assertEquals("WRONG_USE", json.code());
    }

    @Test
    public void helpIsNoWrongUse() {
        for (String command : List.of("", "enroll ", "status ", "explain ", "verify ", "card ", "demo ", "bench ",
                "audit ", "audit verify ", "audit list ", "adjudication ", "adjudication list ",
                "adjudication decide ", "resume ", "plugin ", "plugin list ", "plugin install ",
                "plugin upgrade ", "plugin remove ", "plugin why ", "plugin sign ", "plugin new-key ", "client ", "client list ",
                "client add ", "client activate ", "client deactivate ", "hotlist ", "hotlist add ", "hotlist remove ", "hotlist list ",
                "staff ", "staff list ", "staff add ", "staff enable ", "staff disable ", "staff reset ", "staff reset-password ",
                "staff end-sessions ", "staff bind ", "staff unbind ", "staff bind-provider ", "staff unbind-provider ",
                "approval ", "approval list ", "approval withdraw ", "token ", "system ")) {
            Cli.Result help = Cli.run((command + "--help").split(" "));
            assertEquals(command, ExitCode.DONE, help.exitCode());
            assertTrue(help.out(), help.out().contains("Usage: idem " + command.strip()));
            assertEquals("", help.err());
        }
        assertEquals(ExitCode.DONE, Cli.run().exitCode());
        assertTrue(Cli.run().out().contains("Exit codes: 0 done or yes, 1 a negative answer, 2 wrong use or bad "));
    }

    @Test
    public void aSimilarCommandIsNamed() {
        told("statsu", "status");
    }
}
