package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Where one request ends and the next begins: nobody smuggles a second one past a proxy that sees another border. Each
 * request here hides a second one; a server that falls for it answers twice.
 */
public class MessageBordersIT {
    @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final String HIDDEN = "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static RunningProcess system;
    private static int port;

    @BeforeClass
    public static void start() throws Exception {
        Path home = FOLDER.getRoot().toPath().resolve("home");
        system = RunningProcess.start(FOLDER.getRoot().toPath(), "run", "--home", home.toString(), "--port", "0");
        system.awaitReady();
        port = HttpApi.administrator(home).base().getPort();
    }

    @AfterClass
    public static void stop() {
        system.close();
    }

    @Test
    public void twoHonestRequestsGetTwoAnswers() throws IOException {
        assertEquals(2, answers(send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n" + HIDDEN)));
    }

    @Test
    public void aBorderThatCanBeReadInTwoWaysIsRefused() throws IOException {
        Map<String, String> attempts = new LinkedHashMap<>();
        attempts.put("a quoted line break in a chunk extension", chunked("1;a=\"\r\nX\r\n0\r\n\r\n"));
        attempts.put("a lone line feed after a chunk extension", chunked("1;a\nX\r\n0\r\n\r\n"));
        attempts.put("a lone line feed after a chunk", chunked("1\r\nX\n0\r\n\r\n"));
        attempts.put("a lone line feed at the end", chunked("0\r\n\n"));
        attempts.put("a size that is none", chunked("0x1\r\nX\r\n0\r\n\r\n"));
        attempts.put("two lengths", post("Content-Length: 0\r\nContent-Length: 1\r\n\r\n"));
        attempts.put("a length with a sign", post("Content-Length: +0\r\n\r\n"));
        attempts.put("a length and chunks", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        attempts.put("chunks that are not last", post("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"));
        attempts.put("a space before a colon", post("Content-Length : 0\r\n\r\n"));
        for (Map.Entry<String, String> attempt : attempts.entrySet()) {
            String answer = send(attempt.getValue() + HIDDEN);
            assertEquals(attempt.getKey() + ": " + answer, 1, answers(answer));
            assertFalse(attempt.getKey() + ": " + answer, answer.startsWith("HTTP/1.1 2"));
        }
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    private static String post(String rest) {
        return "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n" + rest;
    }

    private static int answers(String text) {
        return text.split("HTTP/1\\.1 ", -1).length - 1;
    }

    /** @return all that comes back until the server closes */
    private static String send(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
