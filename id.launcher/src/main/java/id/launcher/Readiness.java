package id.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks the running system over HTTP whether it is ready. Plain sockets: an HTTP client costs a tenth of the start. */
final class Readiness {
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 5_000;
    private final int port;

    Readiness(int port) {
        this.port = port;
    }

    /** @return the status of {@code GET /health/ready}; 0 when nobody answers yet */
    int status() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            String request = "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String start = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
            return start.startsWith("HTTP/1.") && start.length() == 12 ? Integer.parseInt(start.substring(9)) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
