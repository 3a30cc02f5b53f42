package id.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jazzer in a process of its own: it ends its process when it found something, and its agent changes every class that is
 * loaded after it.
 */
final class FuzzProcess {
    static final String FIXTURE = "fuzz.fixture";
    private static final String CHECKS = "com.code_intelligence.jazzer.sanitizers.";
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** One input that takes longer is a finding. Much, since the first inputs load the classes, on machines that are busy. */
    private static final int INPUT_SECONDS = 60;
    private static final int HEAP_MEGABYTES = 512;
    /** Up to here, the time to start weighs more than the speed of the code. */
    private static final int SHORT_SECONDS = 30;
    private static final int REPEATED_RUNS = 500;
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units:\\s*([0-9]+)");
    private static final Pattern NEW_INPUTS = Pattern.compile("stat::new_units_added:\\s*([0-9]+)");

    private final String target;
    private final Path work;

    /** How it ended: 0 when nothing was found. */
    record Outcome(int exit, long executions, long newInputs, String output, List<String> reproducers) {}

    FuzzProcess(String target, Path work) throws IOException {
        this.target = target;
        this.work = work;
        for (String each : List.of("fixture", "seeds", "findings")) {
            clear(work.resolve(each));
        }
        Files.createDirectories(work.resolve("corpus"));
    }

    Path fixture() {
        return work.resolve("fixture");
    }

    Path seeds() {
        return work.resolve("seeds");
    }

    Outcome run(int seconds, int seed, int longest, List<String> guides, List<String> withoutChecks, Path kept)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=" + (seconds <= SHORT_SECONDS ? 1 : 4),
                "-Djava.awt.headless=true", "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED", "-D" + FIXTURE + "=" + fixture(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), JAZZER,
                "--target_class=" + target, "--instrumentation_includes=" + String.join(":", includes(guides)),
                "--reproducer_path=" + work.resolve("findings"), "-artifact_prefix=" + work.resolve("findings") + "/",
                "-max_total_time=" + seconds, "-seed=" + seed, "-max_len=" + longest, "-timeout=" + INPUT_SECONDS, "-print_final_stats=1",
                work.resolve("corpus").toString(), seeds().toString()));
        if (seed != FuzzTest.ANY_SEED) {
            // A machine that is faster does not go further: what a build finds, the next one finds.
            command.add("-runs=" + REPEATED_RUNS);
        }
        if (!withoutChecks.isEmpty()) {
            command.add("--disabled_hooks=" + withoutChecks.stream().map(CHECKS::concat).collect(Collectors.joining(":")));
        }
        if (Files.isDirectory(kept)) {
            command.add(kept.toString());
        }
        Path log = work.resolve("log.txt");
        Process process = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        // Nobody else ends it when these tests are ended.
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return new Outcome(exit, number(EXECUTIONS, output), number(NEW_INPUTS, output), output, reproducers());
    }

    private static List<String> includes(List<String> guides) {
        List<String> all = new ArrayList<>(List.of("id.**"));
        all.addAll(guides);
        return all;
    }

    /** The last of them: with more than one process it would be told more than once. */
    private static long number(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        long last = 0;
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }

    /** Each file that the fuzzer left, and what it holds, so that a log alone is enough to try again. */
    private List<String> reproducers() throws IOException {
        List<String> told = new ArrayList<>();
        try (Stream<Path> files = Files.list(work.resolve("findings"))) {
            for (Path file : files.filter(each -> !each.toString().endsWith(".java")).sorted().toList()) {
                told.add(file + " (base64 " + Base64.getEncoder().encodeToString(Files.readAllBytes(file)) + ")");
            }
        }
        return told;
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
