package id.core.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands share that need no system: the form of their answer. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class LocalCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on standard output, nothing else there") private boolean json;

    @Override
    public final Integer call() {
        Output output = Output.of(json);
        try {
            return run(output);
        } catch (CommandFailure failure) {
            output.errors(failure.errors());
            return failure.exitCode();
        }
    }

    abstract int run(Output output);
}
