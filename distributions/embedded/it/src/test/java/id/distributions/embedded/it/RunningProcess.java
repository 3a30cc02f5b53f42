package id.distributions.embedded.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bin/idem} of the assembled folder as a process of its own, as an operator starts it. */
final class RunningProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 180;
    private final Process process;
    private final Path out;
    private final Path err;

    private RunningProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static RunningProcess start(Path work, String... arguments) throws IOException {
        return of(new AssembledFolder().path(), work, arguments);
    }

    /** From a folder of one's own, such as one in which a setting is another. */
    static RunningProcess of(Path distribution, Path work, String... arguments) throws IOException {
        Files.createDirectories(work);
        Path out = Files.createTempFile(work, "out", ".txt");
        Path err = Files.createTempFile(work, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(distribution.resolve("bin/idem").toString()));
        command.addAll(List.of(arguments));
        return new RunningProcess(
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    /** Waits until the system answers. */
    void awaitReady() throws IOException, InterruptedException {
        String line = awaitReadyLine();
        if (!line.startsWith("Idem is ready")) {
            throw new AssertionError(line);
        }
    }

    /** Waits for the one line that tells that the system answers; what keeps a start from it is in the error. */
    String awaitReadyLine() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && process.isAlive() && !standardOutput().endsWith(System.lineSeparator())) {
            Thread.sleep(50);
        }
        if (!standardOutput().endsWith(System.lineSeparator())) {
            throw new AssertionError("no line on standard output, " + state() + System.lineSeparator() + standardError());
        }
        return standardOutput().strip();
    }

    private String state() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            return "ended with " + process.exitValue();
        }
        // The JVM answers SIGQUIT with what every thread does, on its standard output.
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
        Thread.sleep(2_000);
        return "still running after " + PATIENCE_SECONDS + " s:" + System.lineSeparator() + standardOutput();
    }

    String standardOutput() throws IOException {
        return Files.readString(out);
    }

    String standardError() throws IOException {
        return Files.readString(err);
    }

    /** @return the exit code after SIGTERM */
    int stop() throws IOException, InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL: no hook runs, nothing is flushed. Returns once the process is gone. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(state());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
