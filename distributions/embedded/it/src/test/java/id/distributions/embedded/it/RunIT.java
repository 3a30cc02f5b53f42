package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a newcomer sees of {@code idem run}. */
public class RunIT {
    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void runSaysOneLineAndStopsCleanly() throws Exception {
        Path home = folder.getRoot().toPath().resolve("home");
        String port = Integer.toString(InsideFramework.freePort());
        try (RunningProcess idem = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(),
                "--port", port)) {
            String line = idem.awaitReadyLine();
            assertTrue(line + idem.standardError(),
                    line.matches("Idem is ready in [0-9.]+ s: start page http://127\\.0\\.0\\.1:" + port + "/ .*"));
            assertTrue(Files.readString(home.resolve("run/idem.json")).contains("\"port\":" + port));
            theSameHomeIsRefused(home);
            assertEquals(0, idem.stop());
            assertEquals("one line and no more", line, idem.standardOutput().strip());
            assertFalse("still announced", Files.exists(home.resolve("run/idem.json")));
        }
    }

    private void theSameHomeIsRefused(Path home) throws Exception {
        try (RunningProcess second = RunningProcess.start(folder.getRoot().toPath(), "run", "--home", home.toString(),
                "--port", "0")) {
            assertEquals(1, second.awaitExit());
            assertOneLineWith(second.standardError(), "--home");
        }
    }

    @Test
    public void aTakenPortIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                RunningProcess idem = RunningProcess.start(folder.getRoot().toPath(), "run", "--home",
                        folder.getRoot().toPath().resolve("home").toString(), "--port",
                        Integer.toString(taken.getLocalPort()))) {
            assertEquals(1, idem.awaitExit());
            assertOneLineWith(idem.standardError(), "--port");
        }
    }

    private static void assertOneLineWith(String text, String mend) {
        assertEquals(text, 1, text.lines().count());
        assertTrue(text, text.contains(mend));
    }
}
