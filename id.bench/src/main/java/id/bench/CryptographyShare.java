package id.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * How much of the processor's time goes into sealing, signing, hashing and random bytes: the share of samples of running
 * threads, taken a hundred times a second, in which code of a cryptographic library is on the stack. Native code is
 * counted where it is such a library's.
 */
final class CryptographyShare implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final String NATIVE = "jdk.NativeMethodSample";
    private static final List<String> LIBRARIES = List.of("javax.crypto.", "com.sun.crypto.", "sun.security.provider.",
            "sun.security.ec.", "sun.security.util.math.", "java.security.", "com.amazon.corretto.", "org.bouncycastle.");

    private final Recording recording = new Recording();

    CryptographyShare() {
        recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
        recording.enable(NATIVE).withPeriod(PERIOD);
        recording.start();
    }

    /** Ends the recording. From 0 to 100; how many samples it comes from says how far to trust it. */
    Share end() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("idem-bench", ".jfr");
        try {
            recording.dump(file);
            long all = 0;
            long cryptography = 0;
            for (RecordedEvent sample : RecordingFile.readAllEvents(file)) {
                boolean theirs = sample.getStackTrace() != null
                        && sample.getStackTrace().getFrames().stream().anyMatch(CryptographyShare::isTheirs);
                if (theirs || !sample.getEventType().getName().equals(NATIVE)) {
                    all++;
                    cryptography += theirs ? 1 : 0;
                }
            }
            return new Share(all == 0 ? 0 : Meter.rounded(100.0 * cryptography / all), all);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isTheirs(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return LIBRARIES.stream().anyMatch(type::startsWith);
    }

    @Override
    public void close() {
        recording.close();
    }

    /** Percent of so many samples. */
    record Share(double percent, long samples) {
        void note(String prefix, Map<String, Object> figures) {
            figures.put(prefix + "CryptographyCpuPercent", percent);
            figures.put(prefix + "CryptographySamples", samples);
        }
    }
}
