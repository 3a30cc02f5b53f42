package id.core.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands that talk to a system share: its place, the client that they are, the form of their answer. */
@Command(sortOptions = false)
abstract class RemoteCommand implements Callable<Integer> {
    // Not picocli's own pair of options: --version is that of a plugin in some commands.
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help message and exit") private boolean help;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else there") private boolean json;

    @Option(names = "--home", paramLabel = "DIR",
            description = "Home of the system (default: data/ of the distribution, or IDEM_HOME)") private Path home;

    @Option(names = "--client", paramLabel = "ID", defaultValue = "admin",
            description = "Client to call as (default: ${DEFAULT-VALUE})") private String client;

    @Option(names = "--key", paramLabel = "FILE",
            description = "Private key of the client, a JWK (default: keys/<client>.jwk in the home)") private Path key;

    @Override
    public final Integer call() {
        Output output = Output.of(json);
        try {
            check();
            return work(output);
        } catch (CommandFailure failure) {
            output.errors(failure.errors());
            return failure.exitCode();
        }
    }

    /** Looks at the arguments before anything is started. */
    void check() {}

    int work(Output output) {
        try (RunningSystem system = RunningSystem.of(home(), output)) {
            return run(api(system.line()), output);
        }
    }

    Api api(SystemLine line) {
        Path keyFile = key != null ? key : home().resolve("keys/" + client + ".jwk");
        return new Api(line, ClientKey.read(client, keyFile));
    }

    abstract int run(Api api, Output output);

    Path home() {
        if (home != null) {
            return home.toAbsolutePath().normalize();
        }
        String set = System.getenv("IDEM_HOME");
        return set != null ? Path.of(set).toAbsolutePath().normalize() : RunningSystem.distribution().resolve("data");
    }
}
