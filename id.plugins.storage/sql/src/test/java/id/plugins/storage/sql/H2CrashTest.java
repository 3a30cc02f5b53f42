package id.plugins.storage.sql;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import id.api.storage.AuditStore.AuditRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code kill -9} at any moment: what was acknowledged is there, and nothing is there by half. */
public class H2CrashTest {
    private static final int ROUNDS = 3;
    private static final int ID_LENGTH = 36;

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void killedProcessLosesNothingThatItAcknowledged() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Set<String> acknowledged = new HashSet<>();
        Random random = new Random();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeAndKill(folder, 100 + random.nextInt(400)));
            assertAllThere(folder, acknowledged);
        }
        assertTrue(acknowledged.size() >= 100 * ROUNDS);
    }

    private static Set<String> writeAndKill(Path folder, int count) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path told = folder.resolve("told");
        Files.deleteIfExists(told);
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", classPath, CrashWriter.class.getName(), folder.toString())
                .redirectOutput(told.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        while (writer.isAlive() && (!Files.exists(told) || Files.size(told) < count * (ID_LENGTH + 1L))) {
            Thread.sleep(2);
        }
        assertTrue("still writing", writer.isAlive());
        writer.destroyForcibly().waitFor();
        // The last line may be cut off.
        return Files.readAllLines(told).stream().filter(line -> line.length() == ID_LENGTH)
                .collect(Collectors.toSet());
    }

    private static void assertAllThere(Path folder, Set<String> acknowledged) {
        try (OpenStores stores = OpenStores.h2(folder)) {
            Set<String> audited = stores.audit().unchained(1_000_000).stream().map(AuditRow::id)
                    .collect(Collectors.toSet());
            List<String> lost = acknowledged.stream().filter(id -> !audited.contains(id)).toList();
            assertEquals(List.of(), lost);
            stores.transactions().required(() -> {
                for (String id : audited) {
                    assertFalse("both or none", stores.counters().putIfAbsent(id, CrashWriter.NOW,
                            CrashWriter.NOW.plusSeconds(60)));
                }
            });
        }
    }
}
