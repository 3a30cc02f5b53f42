package id.core.cli;

import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole story, against the simulator devices. */
@Command(name = "demo",
        description = "Tells the whole story: captures, enrolls, finds planted duplicates, issues cards, verifies, refuses impostors")
final class DemoCommand extends RemoteCommand {
    @Option(names = "--people", paramLabel = "N", defaultValue = "25",
            description = "How many people, 2 to 100000 (default: ${DEFAULT-VALUE})") private int people;

    @Option(names = "--seed", paramLabel = "S",
            description = "Seed of the made-up people (default: another one every time)") private Long seed;

    @Override
    void check() {
        if (people < 2 || people > 100_000) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "people", "--people takes 2 to 100000");
        }
    }

    @Override
    int run(Api api, Output output) {
        long chosen = seed != null ? seed : ThreadLocalRandom.current().nextLong(1, 1L << 40);
        DemoReport report = new DemoStory(api, output, home().resolve("mail"), people, chosen).tell();
        output.object(report.json());
        report.lines().forEach(output::line);
        return report.asExpected() ? ExitCode.DONE : ExitCode.SYSTEM_FAILED;
    }
}
