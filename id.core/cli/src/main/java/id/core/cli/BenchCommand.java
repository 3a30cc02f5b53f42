package id.core.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures this machine, on systems of its own with homes of their own: never on the one that serves. */
@Command(name = "bench", description = "Measures this machine, on a fresh system of its own", mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    /** What can be measured. */
    enum What {
        START, ENROLL, VERIFY, IDENTIFY, UIN, CRYPTO, GUESS, PACKET, RESEAL
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}") private What what;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else there") private boolean json;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each part is measured (default: 10)") private Integer seconds;

    @Option(names = "--people", paramLabel = "N",
            description = "Size of the gallery (default: identify 100000, verify 200, reseal 10000 on record)") private Integer people;

    @Option(names = "--images", description = "enroll: two fingers from images instead of templates") private boolean images;

    @Option(names = "--threads", paramLabel = "N", description = "Callers at a time (default: 16; identify: 1)") private Integer threads;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3",
            description = "start: how many starts (default: ${DEFAULT-VALUE})") private int runs;

    @Override
    public Integer call() {
        Output output = Output.of(json);
        try {
            check("seconds", seconds);
            check("people", people);
            check("threads", threads);
            JsonNode result = what == What.START ? new StartBench(runs).measure(output) : measureInside(output);
            output.object(result);
            result.properties().forEach(figure -> output.line(String.format(java.util.Locale.ROOT, "%-36s %s",
                    figure.getKey(),
                    figure.getValue().isTextual() ? figure.getValue().asText() : figure.getValue().toString())));
            return result.has("errors") ? ExitCode.SYSTEM_FAILED : ExitCode.DONE;
        } catch (CommandFailure failure) {
            output.errors(failure.errors());
            return failure.exitCode();
        }
    }

    private static void check(String option, Integer value) {
        if (value != null && value < 1) {
            throw CommandFailure.wrongUse("INVALID_VALUE", option, "--" + option + " takes 1 or more");
        }
    }

    /** Runs the measurement within a system, so that no client competes with it for the processors. */
    private JsonNode measureInside(Output output) {
        List<String> command = new ArrayList<>(List.of(RunningSystem.script().toString(), "run", "--port", "0"));
        Path home = TemporaryHome.create();
        try {
            command.addAll(
                    List.of("--home", home.toString(), "--bench", what.name().toLowerCase(java.util.Locale.ROOT)));
            add(command, "seconds", seconds);
            add(command, "people", people);
            add(command, "threads", threads);
            if (images) {
                command.add("images=true");
            }
            output.progress("Measuring " + what.name().toLowerCase(java.util.Locale.ROOT) + " on a fresh system ...");
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            byte[] result = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            if (exit != 0 || result.length == 0) {
                throw CommandFailure.systemFailed("BENCH_FAILED", "The measurement ended with exit code " + exit);
            }
            JsonNode figures = Api.JSON.readTree(result);
            if (!figures.isObject()) {
                throw CommandFailure.systemFailed("BENCH_FAILED", "The measurement ended without figures");
            }
            return figures;
        } catch (JsonProcessingException noJson) {
            throw CommandFailure.systemFailed("BENCH_FAILED", "The measurement ended without figures");
        } catch (IOException broken) {
            throw CommandFailure.systemFailed("BENCH_FAILED", "The measurement cannot be run: " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The measurement was interrupted");
        } finally {
            TemporaryHome.delete(home);
        }
    }

    private static void add(List<String> command, String name, Integer value) {
        if (value != null) {
            command.add(name + "=" + value);
        }
    }
}
