package id.plugins.scanners.clamav;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import id.api.enrollment.ScanResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ClamavScannerTest {
    /** The test file of EICAR, in two halves: in one piece this source would be taken for it. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void tellsWhatClamdSays() throws Exception {
        try (Clamd clamd = new Clamd(content -> content.contains("EICAR") ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0")) {
            assertEquals(new ScanResult.Clean(), scan(clamd, "nothing"));
            assertEquals(new ScanResult.Clean(), scan(clamd, "x".repeat(1_000_000)));
            assertEquals(new ScanResult.Infected("Eicar-Test-Signature"), scan(clamd, "x".repeat(200_000) + EICAR));
        }
    }

    @Test
    public void anythingElseIsNoAnswer() throws Exception {
        for (String reply : new String[]{ "INSTREAM size limit exceeded. ERROR\0", "stream: OK", "", "OK\0", "stream: OK FOUN\0",
                "x".repeat(10_000), "stream: OKAY\0" }) {
            try (Clamd clamd = new Clamd(content -> reply)) {
                assertThrows(reply, IOException.class, () -> scan(clamd, "nothing"));
            }
        }
        Clamd gone = new Clamd(content -> "");
        gone.close();
        assertThrows(IOException.class, () -> scan(gone, "nothing"));
    }

    @Test
    public void refusesWrongSettings() {
        assertThrows(IllegalArgumentException.class, () -> new ClamavScanner(config(Map.of("port", 0))));
        assertThrows(IllegalArgumentException.class, () -> new ClamavScanner(config(Map.of("host", " "))));
    }

    /** Where Debian's clamav-daemon is installed: with a database of one signature that the test makes. */
    @Test
    public void theTrueClamdFindsEicar() throws Exception {
        Path program = Path.of("/usr/sbin/clamd");
        Assume.assumeTrue("clamd is installed", Files.isExecutable(program));
        Path home = folder.getRoot().toPath();
        Path database = Files.createDirectory(home.resolve("db"));
        Files.writeString(database.resolve("own.ndb"),
                "Own.Eicar:0:*:" + HexFormat.of().formatHex(EICAR.getBytes(StandardCharsets.US_ASCII)) + "\n");
        Path socket = home.resolve("clamd.sock");
        Path settings = Files.writeString(home.resolve("clamd.conf"), "LocalSocket " + socket + "\nDatabaseDirectory " + database
                + "\nForeground yes\nLogFile " + home.resolve("log") + "\nUser root\n");
        Process clamd = new ProcessBuilder(program.toString(), "-c", settings.toString())
                .redirectErrorStream(true).redirectOutput(home.resolve("out").toFile()).start();
        try {
            for (int i = 0; i < 300 && !Files.exists(socket) && clamd.isAlive(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            ClamavScanner scanner = new ClamavScanner(config(Map.of("socket", socket.toString())));
            assertEquals(new ScanResult.Clean(), scanner.scan("text/plain", stream("nothing")));
            assertEquals(new ScanResult.Infected("Own.Eicar.UNOFFICIAL"), scanner.scan("text/plain", stream(EICAR)));
        } finally {
            clamd.destroyForcibly().waitFor();
        }
    }

    private static ScanResult scan(Clamd clamd, String content) throws IOException {
        return new ClamavScanner(config(Map.of("port", clamd.server.getLocalPort()))).scan("text/plain", stream(content));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII));
    }

    private static ClamavScanner.Config config(Map<String, Object> changes) {
        return (ClamavScanner.Config) Proxy.newProxyInstance(ClamavScanner.class.getClassLoader(),
                new Class<?>[]{ ClamavScanner.Config.class },
                (proxy, method, arguments) -> changes.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** Speaks clamd's side of INSTREAM. */
    private static final class Clamd implements AutoCloseable {
        final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final Function<String, String> verdict;

        Clamd(Function<String, String> verdict) throws IOException {
            this.verdict = verdict;
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket line = server.accept(); OutputStream out = line.getOutputStream()) {
                    DataInputStream in = new DataInputStream(line.getInputStream());
                    assertEquals("zINSTREAM\0", new String(in.readNBytes(10), StandardCharsets.US_ASCII));
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    for (int length = in.readInt(); length > 0; length = in.readInt()) {
                        content.writeBytes(in.readNBytes(length));
                    }
                    out.write(verdict.apply(content.toString(StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                    continue;
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
