package id.launcher;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

public class OptionsTest {
    private static final Path DISTRIBUTION = Path.of("/opt/idem");

    @Test
    public void withoutOptionsTheHomeLiesInTheDistribution() {
        Options options = Options.parse(DISTRIBUTION, List.of());
        assertEquals(DISTRIBUTION.resolve("data"), options.home());
        assertEquals(8080, options.port());
        assertEquals(Optional.empty(), options.bench());
    }

    @Test
    public void whatFollowsTheBenchIsItsOwn() {
        Options options = Options.parse(DISTRIBUTION, List.of("--home", "/var/idem", "--bench", "verify", "--port", "7"));
        assertEquals(Path.of("/var/idem"), options.home());
        assertEquals(Optional.of("verify"), options.bench());
        assertEquals(List.of("--port", "7"), options.benchArguments());
        assertEquals(8080, options.port());
    }

    @Test
    public void portZeroIsAFreeOneThatNoOutgoingCallTakes() {
        for (int i = 0; i < 200; i++) {
            int port = Options.parse(DISTRIBUTION, List.of("--port", "0")).port();
            assertTrue("port " + port, port >= 20_000 && port < 32_768);
        }
    }

    @Test
    public void wrongUseIsToldWithTheMend() {
        for (List<String> wrong : List.of(List.of("--port"), List.of("--port", "x"), List.of("--port", "65536"), List.of("--port", "-1"),
                List.of("--hoem", "x"))) {
            StartFailure failure = assertThrows(StartFailure.class, () -> Options.parse(DISTRIBUTION, wrong));
            assertEquals(failure.getMessage(), 2, failure.exitCode());
            assertTrue(failure.getMessage(), failure.getMessage().contains("--"));
        }
    }

    @Test
    public void aTakenPortIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Options options = Options.parse(DISTRIBUTION, List.of("--port", Integer.toString(taken.getLocalPort())));
            StartFailure failure = assertThrows(StartFailure.class, options::requireFreePort);
            assertEquals(1, failure.exitCode());
            assertTrue(failure.getMessage(), failure.getMessage().contains("--port"));
        }
    }
}
