package id.core.http.station;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Uploads over the wire, to a process that is killed. */
public class UploadWireTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Rule public final TemporaryFolder folder = new TemporaryFolder();
    private Process server;
    private int port;

    @Before
    public void start() throws Exception {
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), UploadServer.class.getName(), home().toString())
                .redirectError(home().resolve("errors").toFile()).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = out.readLine();
        }
        assertTrue(Files.readString(home().resolve("errors")), line != null);
        port = Integer.parseInt(line.substring(5));
    }

    @After
    public void kill() throws Exception {
        server.destroyForcibly().waitFor();
    }

    private Path home() {
        return folder.getRoot().toPath();
    }

    private void restart() throws Exception {
        kill();
        start();
    }

    @Test
    public void takesAPacketInPieces() throws Exception {
        byte[] packet = packet("e-1", 1_000_000);
        String upload = create("desk-1", packet.length);
        assertEquals("400000", patch("desk-1", upload, 0, Arrays.copyOf(packet, 400_000), 204).headers().firstValue("Upload-Offset").get());
        assertEquals("400000", head("desk-1", upload));
        HttpResponse<String> last = patch("desk-1", upload, 400_000, Arrays.copyOfRange(packet, 400_000, packet.length), 204);
        assertEquals("e-1", last.headers().firstValue("Idem-Enrollment").get());
        assertEquals(1, submitted().size());
        // The answer was lost: the same question is answered the same, and nothing is done again.
        assertEquals("e-1", patch("desk-1", upload, packet.length, new byte[0], 204).headers().firstValue("Idem-Enrollment").get());
        restart();
        assertEquals("e-1", patch("desk-1", upload, packet.length, new byte[0], 204).headers().firstValue("Idem-Enrollment").get());
        assertEquals(Integer.toString(packet.length), head("desk-1", upload));
        assertTrue(call("GET", "desk-1", upload, null, 200).body().contains("\"enrollmentId\":\"e-1\""));
        assertEquals(1, submitted().size());
        // Sent anew as another upload it is what it is: sent before.
        String again = create("desk-1", packet.length);
        assertTrue(patch("desk-1", again, 0, packet, 409).body().contains("PACKET_REPLAYED"));
    }

    @Test
    public void goesOnAfterALineWasCutAndTheServerKilled() throws Exception {
        byte[] packet = packet("e-2", 3_000_000);
        String upload = create("desk-1", packet.length);
        cutLine(upload, 0, packet, 1_000_000);
        long offset = Long.parseLong(head("desk-1", upload));
        assertTrue("It keeps what came: " + offset, offset > 0 && offset <= 1_000_000);
        // Killed in the middle of a request: what was acknowledged is there.
        try (Socket line = begin(upload, offset, packet.length - (int) offset)) {
            line.getOutputStream().write(packet, (int) offset, 500_000);
            line.getOutputStream().flush();
            Thread.sleep(200);
            restart();
        }
        long after = Long.parseLong(head("desk-1", upload));
        assertTrue(after + " after " + offset, after >= offset && after <= offset + 500_000);
        assertEquals("e-2", patch("desk-1", upload, after, Arrays.copyOfRange(packet, (int) after, packet.length), 204).headers()
                .firstValue("Idem-Enrollment").get());
        assertEquals(List.of("e-2 " + java.util.HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(packet))),
                submitted());
    }

    @Test
    public void aNewRequestTakesOverFromOneOnADeadLine() throws Exception {
        byte[] packet = packet("e-3", 500_000);
        String upload = create("desk-1", packet.length);
        try (Socket dead = begin(upload, 0, packet.length)) {
            dead.getOutputStream().write(packet, 0, 200_000);
            dead.getOutputStream().flush();
            Thread.sleep(300);
            int offset = Integer.parseInt(head("desk-1", upload));
            patch("desk-1", upload, offset, Arrays.copyOfRange(packet, offset, packet.length), 204);
        }
        assertEquals(1, submitted().size());
    }

    @Test
    public void isSubmittedOnceThoughTheServerDiesRightAfter() throws Exception {
        byte[] packet = packet("e-4", 100_000);
        String upload = create("desk-1", packet.length);
        Files.createFile(home().resolve("die"));
        try {
            patch("desk-1", upload, 0, packet, 204);
            throw new AssertionError("It did not die");
        } catch (java.io.IOException died) {
            restart();
        }
        call("GET", "desk-1", "/tidy", null, 204);
        assertTrue(call("GET", "desk-1", upload, null, 200).body().contains("\"enrollmentId\":\"e-4\""));
        assertEquals(1, submitted().size());
    }

    @Test
    public void waitsForAPipelineThatIsAway() throws Exception {
        byte[] packet = packet("e-5", 100_000);
        String upload = create("desk-1", packet.length);
        Files.createFile(home().resolve("away"));
        patch("desk-1", upload, 0, packet, 503);
        Files.delete(home().resolve("away"));
        call("GET", "desk-1", "/tidy", null, 204);
        assertEquals("e-5", patch("desk-1", upload, packet.length, new byte[0], 204).headers().firstValue("Idem-Enrollment").get());
    }

    @Test
    public void refusalsStay() throws Exception {
        byte[] packet = packet("refuse", 1_000);
        String upload = create("desk-1", packet.length);
        assertTrue(patch("desk-1", upload, 0, packet, 400).body().contains("PACKET_SEAL_INVALID"));
        restart();
        assertTrue(patch("desk-1", upload, packet.length, new byte[0], 400).body().contains("PACKET_SEAL_INVALID"));
        assertTrue(call("GET", "desk-1", upload, null, 200).body().contains("REFUSED"));
    }

    @Test
    public void refusesWrongOffsetsAndChecksums() throws Exception {
        byte[] packet = packet("e-6", 100_000);
        String upload = create("desk-1", packet.length);
        patch("desk-1", upload, 1, packet, 409);
        patch("desk-1", upload, 0, packet(" ", 100_001), 413);
        byte[] half = Arrays.copyOf(packet, 50_000);
        String sum = "sha256 " + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(half));
        assertEquals(460, checked(upload, 0, packet(" ", 50_000), sum));
        assertEquals("0", head("desk-1", upload));
        assertEquals(400, checked(upload, 0, half, "md5 AAAA"));
        assertEquals(400, checked(upload, 0, half, "sha256"));
        assertEquals(204, checked(upload, 0, half, sum));
        assertEquals("50000", head("desk-1", upload));
        patch("desk-1", upload, 0, half, 409);
        patch("desk-1", upload, 50_000, Arrays.copyOfRange(packet, 50_000, 100_000), 204);
        assertEquals(1, submitted().size());
    }

    @Test
    public void anUploadIsItsClientsAlone() throws Exception {
        String upload = create("desk-1", 100);
        for (String method : List.of("HEAD", "GET", "DELETE")) {
            call(method, "desk-2", upload, null, 404);
        }
        patch("desk-2", upload, 0, new byte[100], 404);
        assertEquals("0", head("desk-1", upload));
        call("HEAD", "desk-1", upload.substring(0, upload.length() - 32) + "../" + "a".repeat(29), null, 404);
        call("DELETE", "desk-1", upload, null, 204);
        call("HEAD", "desk-1", upload, null, 404);
    }

    @Test
    public void clientsHaveQuotasAndUploadsAnEnd() throws Exception {
        call("POST", "desk-1", "/station/v1/uploads", Long.toString(4L * 1024 * 1024 + 1), 413);
        call("POST", "desk-1", "/station/v1/uploads", "0", 400);
        call("POST", "desk-1", "/station/v1/uploads", "many", 400);
        String first = create("desk-1", 4 * 1024 * 1024);
        create("desk-1", 4 * 1024 * 1024);
        call("POST", "desk-1", "/station/v1/uploads", "1", 429);
        create("desk-2", 10);
        create("desk-2", 10);
        create("desk-2", 10);
        call("POST", "desk-2", "/station/v1/uploads", "1", 429);
        Files.createFile(home().resolve("later"));
        call("HEAD", "desk-1", first, null, 404);
        call("GET", "desk-1", "/tidy", null, 204);
        try (var files = Files.list(home().resolve("uploads"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    public void speaksTus() throws Exception {
        HttpResponse<String> options = HTTP.send(request("OPTIONS", "desk-1", "/station/v1/uploads").build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals("1.0.0", options.headers().firstValue("Tus-Version").get());
        assertEquals("creation,checksum,expiration,termination", options.headers().firstValue("Tus-Extension").get());
        HttpRequest other = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/station/v1/uploads"))
                .header("Authorization", "Bearer desk-1").header("Upload-Length", "5").header("Tus-Resumable", "0.2")
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        assertEquals(412, HTTP.send(other, HttpResponse.BodyHandlers.ofString()).statusCode());
        String upload = create("desk-1", 5);
        assertFalse(call("HEAD", "desk-1", upload, null, 200).headers().firstValue("Upload-Expires").isEmpty());
    }

    private List<String> submitted() throws Exception {
        return Files.readAllLines(home().resolve("submitted"));
    }

    private static byte[] packet(String id, int size) {
        byte[] packet = new byte[size];
        new Random(size).nextBytes(packet);
        byte[] head = (id + "\n").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, packet, 0, head.length);
        return packet;
    }

    private String create(String client, int length) throws Exception {
        return URI.create(call("POST", client, "/station/v1/uploads", Integer.toString(length), 201).headers().firstValue("Location").get())
                .getPath();
    }

    private String head(String client, String upload) throws Exception {
        return call("HEAD", client, upload, null, 200).headers().firstValue("Upload-Offset").get();
    }

    private HttpRequest.Builder request(String method, String client, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Authorization", "Bearer " + client)
                .header("Tus-Resumable", "1.0.0").method(method, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> call(String method, String client, String path, String length, int status) throws Exception {
        HttpRequest.Builder request = request(method, client, path);
        if (length != null) {
            request.header("Upload-Length", length);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(method + " " + path + ": " + answer.body(), status, answer.statusCode());
        return answer;
    }

    private HttpResponse<String> patch(String client, String upload, long offset, byte[] bytes, int status) throws Exception {
        HttpResponse<String> answer = HTTP.send(request("PATCH", client, upload).header("Upload-Offset", Long.toString(offset))
                .header("Content-Type", "application/offset+octet-stream").method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(answer.body(), status, answer.statusCode());
        return answer;
    }

    private int checked(String upload, long offset, byte[] bytes, String checksum) throws Exception {
        return HTTP.send(request("PATCH", "desk-1", upload).header("Upload-Offset", Long.toString(offset))
                .header("Upload-Checksum", checksum)
                .header("Content-Type", "application/offset+octet-stream").method("PATCH", HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private void cutLine(String upload, int offset, byte[] packet, int sent) throws Exception {
        try (Socket line = begin(upload, offset, packet.length - offset)) {
            line.getOutputStream().write(packet, offset, sent);
            line.getOutputStream().flush();
            Thread.sleep(300);
        }
    }

    private Socket begin(String upload, long offset, int length) throws Exception {
        Socket line = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = line.getOutputStream();
        out.write(("PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer desk-1\r\nTus-Resumable: 1.0.0\r\n"
                + "Upload-Offset: " + offset + "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: " + length
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return line;
    }
}
