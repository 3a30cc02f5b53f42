package id.fuzz;

import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/**
 * A parser under Jazzer, in a process of its own and for a bounded time. A subclass is the target: it has a
 * {@code public static void fuzzerTestOneInput(byte[])}, which throws when the parser does what it must not, and inputs
 * to start from.
 * <p>
 * {@code -Dfuzz.seconds=N} says for how long. Unless told it is {@value #DEFAULT_SECONDS}, always with the same seed, so that a
 * build that fails today does because something was changed; {@code -Dfuzz.seed=N} sets the seed. New inputs stay in
 * {@code target/fuzz/TARGET/corpus}; those that are worth it are kept in {@code src/test/fuzz/TARGET}.
 */
public abstract class FuzzTest {
    private static final int DEFAULT_SECONDS = 3;
    private static final int SEED = 1;
    static final int ANY_SEED = 0;
    private static final int SHOWN = 6_000;

    /** Inputs that show the parser's forms, made by the code of this project. */
    protected abstract List<byte[]> seeds() throws Exception;

    /** What both this process and the one that fuzzes need, a key for instance; that one finds it at {@link #fixture}. */
    protected void prepare(Path folder) throws Exception {}

    /** Classes whose branches guide the fuzzer, besides those of this project. */
    protected List<String> guides() {
        return List.of();
    }

    /** Checks of Jazzer that find here what is meant to be, by the simple names of their classes. */
    protected List<String> withoutChecks() {
        return List.of();
    }

    /** Longest input, bytes. */
    protected int longest() {
        return 4_096;
    }

    /** In the process that fuzzes: the folder that {@link #prepare} filled. */
    protected static Path fixture() {
        return Path.of(System.getProperty(FuzzProcess.FIXTURE));
    }

    @Test
    public void refusesOrReadsWhateverComes() throws Exception {
        String target = getClass().getSimpleName().replaceFirst("FuzzTest$", "");
        FuzzProcess process = new FuzzProcess(getClass().getName(), Path.of("target/fuzz", target).toAbsolutePath());
        prepare(process.fixture());
        plant(process.seeds());
        Integer told = Integer.getInteger("fuzz.seconds");
        FuzzProcess.Outcome outcome = process.run(told == null ? DEFAULT_SECONDS : told,
                Integer.getInteger("fuzz.seed", told == null ? SEED : ANY_SEED),
                longest(), guides(), withoutChecks(), Path.of("src/test/fuzz", target).toAbsolutePath());
        System.out.printf("Fuzzed %s: %d executions, %d new inputs%n", target, outcome.executions(), outcome.newInputs());
        if (outcome.exit() != 0) {
            fail(target + " fails on " + outcome.reproducers() + "\n" + tail(outcome.output()));
        }
        assertTrue("No input reached " + target + ":\n" + tail(outcome.output()), outcome.executions() > 0);
    }

    private void plant(Path folder) throws Exception {
        int number = 0;
        for (byte[] seed : seeds()) {
            Files.write(folder.resolve("seed-" + number++), seed);
        }
    }

    private static String tail(String output) {
        return output.length() <= SHOWN ? output : "... " + output.substring(output.length() - SHOWN);
    }
}
