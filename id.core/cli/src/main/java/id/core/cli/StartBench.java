package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cold starts: each a new process over a new home, until the first authorized request is answered. */
final class StartBench {
    private final int runs;

    StartBench(int runs) {
        if (runs < 1 || runs > 100) {
            throw CommandFailure.wrongUse("INVALID_VALUE", "runs", "--runs takes 1 to 100");
        }
        this.runs = runs;
    }

    JsonNode measure(Output output) {
        List<Double> seconds = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            output.progress("Start " + (i + 1) + " of " + runs + " ...");
            Path home = TemporaryHome.create();
            long began = System.nanoTime();
            try (RunningSystem system = RunningSystem.start(home, List.of())) {
                firstAnswer(system.line());
                seconds.add((System.nanoTime() - began) / 1e9);
                processor.add(processorSeconds(system.pid()));
                resident.add(residentMegabytes(system.pid()));
            } finally {
                TemporaryHome.delete(home);
            }
        }
        ObjectNode result = Api.object().put("bench", "start").put("runs", runs).put("cores",
                Runtime.getRuntime().availableProcessors());
        put(result, "firstAnswerSeconds", seconds);
        put(result, "cpuSeconds", processor);
        put(result, "residentMegabytes", resident);
        return result;
    }

    private static void firstAnswer(SystemLine line) {
        Api.exchange(line.client(), HttpRequest.newBuilder(line.base().resolve("/")).build());
    }

    private static void put(ObjectNode result, String name, List<Double> values) {
        Collections.sort(values);
        result.put(name + "Min", rounded(values.getFirst()))
                .put(name + "Median", rounded(values.get(values.size() / 2)))
                .put(name + "Max", rounded(values.getLast()));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double processorSeconds(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
                .map(time -> time.toMillis() / 1000.0).orElse(0.0);
    }

    /** Linux only; 0 elsewhere. */
    private static double residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024).findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
