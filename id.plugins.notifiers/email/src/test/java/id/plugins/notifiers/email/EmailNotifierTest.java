package id.plugins.notifiers.email;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import id.api.error.IdentityException;
import id.api.notification.Delivery;
import id.api.notification.Message;
import id.api.operation.SafetyFinding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EmailNotifierTest {
    private static final Message MESSAGE = new Message("m-1", "asha@example.org", "Your code – नमस्ते",
            "Your code is 123456.\n");

    @Rule public final TemporaryFolder temporary = new TemporaryFolder();

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    @After
    public void stop() {
        executor.close();
    }

    @Test
    public void writesOneReadableFilePerMessageId() throws Exception {
        EmailNotifier notifier = notifier("", 25, false);
        assertTrue(notifier.send(MESSAGE).getValue() instanceof Delivery.Accepted);
        assertTrue(notifier.send(MESSAGE).getValue() instanceof Delivery.Accepted);
        try (Stream<Path> files = Files.list(temporary.getRoot().toPath().resolve("mail"))) {
            List<Path> mails = files.toList();
            assertEquals(List.of("m-1.eml"), mails.stream().map(mail -> mail.getFileName().toString()).toList());
            String mail = Files.readString(mails.getFirst());
            assertTrue(mail.contains("To: asha@example.org"));
            assertTrue(mail.contains("Your code is 123456."));
        }
    }

    @Test
    public void aFolderThatCannotBeWrittenIsNoRefusal() throws Exception {
        Files.writeString(temporary.getRoot().toPath().resolve("mail"), "a file where the folder should be");
        assertTrue(notifier("", 25, false).send(MESSAGE).getValue() instanceof Delivery.Unreachable);
    }

    @Test
    public void refusesWhatIsNoAddress() throws Exception {
        Message wrong = new Message("m-2", "nobody", "s", "b");
        assertTrue(notifier("", 25, false).send(wrong).getValue() instanceof Delivery.Refused);
    }

    @Test
    public void lineBreaksMakeNoHeaderAndNoRecipient() throws Exception {
        try (TinySmtpServer server = new TinySmtpServer("250 ok")) {
            EmailNotifier notifier = notifier("127.0.0.1", server.port(), false);
            for (String recipient : List.of("asha@example.org\r\nBcc: eve@example.org", "asha@example.org\nRCPT TO:<eve@example.org>")) {
                assertTrue(notifier.send(new Message("m-3", recipient, "s", "b")).getValue() instanceof Delivery.Refused);
            }
            notifier.send(new Message("m-4", "asha@example.org", "Hello\r\nBcc: eve@example.org\r\n\r\nText", "b")).getValue();
            assertTrue(String.join("\n", server.heard), server.heard.stream().noneMatch(line -> line.startsWith("Bcc:")));
            assertTrue(server.heard.stream().noneMatch(line -> line.startsWith("RCPT TO:<eve")));
        }
    }

    @Test
    public void sendsOverSmtp() throws Exception {
        try (TinySmtpServer server = new TinySmtpServer("250 ok")) {
            assertTrue(
                    notifier("127.0.0.1", server.port(), false).send(MESSAGE).getValue() instanceof Delivery.Accepted);
            String heard = String.join("\n", server.heard);
            assertTrue(heard, heard.contains("RCPT TO:<asha@example.org>"));
            assertTrue(heard, heard.contains("Message-ID: <m-1@idem>"));
            assertTrue(heard, heard.contains("Your code is 123456."));
        }
    }

    @Test
    public void tellsARefusedRecipientFromAServerThatIsDown() throws Exception {
        try (TinySmtpServer server = new TinySmtpServer("550 no such user asha@example.org")) {
            Delivery.Refused refused = (Delivery.Refused) notifier("127.0.0.1", server.port(), false).send(MESSAGE)
                    .getValue();
            assertTrue("no personal data", !refused.reason().contains("asha"));
        }
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertTrue(notifier("127.0.0.1", closed, false).send(MESSAGE).getValue() instanceof Delivery.Unreachable);
    }

    @Test
    public void demandsEncryptionWhereItIsSetAndTheServerHasNone() throws Exception {
        try (TinySmtpServer server = new TinySmtpServer("250 ok")) {
            assertTrue(notifier("127.0.0.1", server.port(), true).send(MESSAGE)
                    .getValue() instanceof Delivery.Unreachable);
            assertTrue(String.join("\n", server.heard).indexOf("asha") < 0);
        }
    }

    @Test
    public void refusesUnsafeAndWrongSettingsByKey() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> notifier("192.0.2.1", 25, false)).getMessage()
                .startsWith("startTls"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> notifier("127.0.0.1", 0, false)).getMessage()
                .startsWith("port"));
    }

    @Test
    public void tellsWhatIsUnsafe() throws Exception {
        assertEquals(List.of("id.plugins.notifiers.email: host"), unsafe(new TestConfig("", 25, false)));
        TestConfig among = new TestConfig("mail.example.org", 587, true, "idem", "secret of the mail", "");
        assertEquals(List.of("id.plugins.notifiers.email: .password"), unsafe(among));
        Path file = temporary.newFile().toPath();
        Files.writeString(file, "secret of the mail\n");
        assertEquals(List.of(), unsafe(new TestConfig("mail.example.org", 587, true, "idem", "", file.toString())));
    }

    private static List<String> unsafe(TestConfig config) {
        return new EmailSafety(config).findings().stream().map(SafetyFinding::setting).toList();
    }

    @Test
    public void thePasswordOfTheServerComesFromAFileThatNobodyElseReads() throws Exception {
        Path file = temporary.newFile().toPath();
        Files.writeString(file, "secret of the mail\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        TestConfig config = new TestConfig("127.0.0.1", 587, false, "idem", "", file.toString());
        assertEquals("passwordFile", assertThrows(IdentityException.class, () -> new SmtpDrop(config)).field());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        new SmtpDrop(config);
    }

    private EmailNotifier notifier(String host, int port, boolean startTls) {
        InstantSource time = () -> Instant.parse("2026-01-01T00:00:00Z");
        return new EmailNotifier(new TestConfig(host, port, startTls), temporary.getRoot().toPath(), time, executor);
    }

    /** Just enough of RFC 5321 to take one mail after the other. */
    private static final class TinySmtpServer implements AutoCloseable {
        final List<String> heard = new CopyOnWriteArrayList<>();
        private final ServerSocket socket;
        private final String answerToRecipient;

        TinySmtpServer(String answerToRecipient) throws IOException {
            this.answerToRecipient = answerToRecipient;
            this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    talk(client);
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void talk(Socket client) throws IOException {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            say(out, "220 tiny");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (data) {
                    if (line.equals(".")) {
                        data = false;
                        say(out, "250 taken");
                    }
                } else if (line.startsWith("RCPT")) {
                    say(out, answerToRecipient);
                } else if (line.equals("DATA")) {
                    data = true;
                    say(out, "354 go on");
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
