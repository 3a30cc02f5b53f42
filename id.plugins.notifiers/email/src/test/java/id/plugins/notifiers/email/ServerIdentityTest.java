package id.plugins.notifiers.email;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import id.api.notification.Delivery;
import id.api.notification.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A mail server in the middle, which offers encryption under a certificate of its own making, learns nothing. */
public class ServerIdentityTest {
    private static final String PASSWORD = "changeit";

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> heardInside = new CopyOnWriteArrayList<>();

    @Test
    public void aServerThatNobodyVouchesForIsToldNothing() throws Exception {
        SSLContext own = selfMade();
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            executor.submit(() -> serve(socket, own));
            EmailNotifier notifier = new EmailNotifier(
                    new TestConfig("127.0.0.1", socket.getLocalPort(), true, "idem", "secret of the mail", ""),
                    temporary.getRoot().toPath(), () -> Instant.EPOCH, executor);
            Delivery delivery = notifier.send(new Message("m-1", "asha@example.org", "Your code", "123456")).getValue();
            assertTrue(delivery.toString(), delivery instanceof Delivery.Unreachable);
        }
        assertTrue("encryption was asked for: " + heard, heard.contains("STARTTLS"));
        assertEquals("and not gone on with", List.of(), heardInside);
        assertTrue(heard.stream().noneMatch(line -> line.contains("asha") || line.contains("AUTH")));
    }

    private SSLContext selfMade() throws Exception {
        Path store = temporary.getRoot().toPath().resolve("server.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "mail", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=127.0.0.1",
                "-ext", "SAN=IP:127.0.0.1", "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(said, 0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Void serve(ServerSocket socket, SSLContext own) {
        try (Socket client = socket.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = client.getOutputStream();
            say(out, "220 tiny");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.equals("STARTTLS")) {
                    say(out, "220 go on");
                    SSLSocket inside = (SSLSocket) own.getSocketFactory().createSocket(client, "127.0.0.1", client.getPort(), true);
                    inside.setUseClientMode(false);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(inside.getInputStream(), StandardCharsets.US_ASCII));
                    for (String more = lines.readLine(); more != null; more = lines.readLine()) {
                        heardInside.add(more);
                        say(inside.getOutputStream(), "250 ok");
                    }
                    return null;
                }
                say(out, line.startsWith("EHLO") ? "250-tiny\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS" : "250 ok");
            }
        } catch (IOException cut) {
            // The client goes away once it has seen the certificate.
        }
        return null;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
