package id.core.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import org.junit.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A fault in the command line itself is told like any other: no stack trace, nothing of what it was about. */
public class UnexpectedFaultTest {

    /** Breaks. */
    @Command(name = "break")
    public static final class Breaking implements Runnable {
        @Option(names = "--json") private boolean json;

        @Override
        public void run() {
            throw new IllegalStateException("Asha Rao");
        }
    }

    private static CommandLine breaking() {
        return Idem.commandLine().addSubcommand(new Breaking());
    }

    @Test
    public void forPeople() {
        Cli.Result result = Cli.execute(UnexpectedFaultTest::breaking, "break");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count());
        assertFalse(result.err(), result.err().contains("Asha"));
    }

    @Test
    public void forMachines() {
        Cli.Result result = Cli.execute(UnexpectedFaultTest::breaking, "break", "--json");
        assertEquals(ExitCode.SYSTEM_FAILED, result.exitCode());
        assertEquals("INTERNAL_FAULT", result.code());
        assertEquals("", result.err());
        assertFalse(result.out(), result.out().contains("Asha"));
    }
}
