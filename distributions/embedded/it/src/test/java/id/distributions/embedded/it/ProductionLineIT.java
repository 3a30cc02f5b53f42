package id.distributions.embedded.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
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
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A country in service: what a start refuses, and what the line is like. */
public class ProductionLineIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Impatient, so that a test need not wait. */
    private static final String QUICK = "certificatePollSeconds=I\"1\"\nheaderSeconds=I\"3\"\ngraceSeconds=I\"2\"\n"
            + "minBytesPerSecond=I\"2000\"\nidleSeconds=I\"20\"\n";

    @Rule public final TemporaryFolder folder = new TemporaryFolder();

    private Path work;
    private Path home;
    private int port;
    private TestCertificate certificate;
    private RunningProcess system;
    private HttpClient client;

    @Before
    public void begin() throws Exception {
        work = folder.getRoot().toPath();
        home = work.resolve("home");
        port = InsideFramework.freePort();
        certificate = new TestCertificate(work, "first");
        client = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
    }

    @After
    public void end() {
        if (system != null) {
            system.close();
        }
    }

    private void run(ProductionFolder distribution) throws Exception {
        system = RunningProcess.of(distribution.path(), work, "run", "--home", home.toString(), "--port", Integer.toString(port));
    }

    private ProductionFolder start() throws Exception {
        ProductionFolder distribution = ProductionFolder.safe(work.resolve("production"), home, certificate);
        distribution.connector(certificate, QUICK);
        run(distribution);
        String line = system.awaitReadyLine();
        assertTrue(line + system.standardError(), line.startsWith("Idem is ready") && line.contains("https://127.0.0.1:" + port));
        return distribution;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private SSLSocket socket(String... protocols) throws Exception {
        SSLSocket socket = (SSLSocket) certificate.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) LIMIT.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private CommandLine idem() {
        return new CommandLine(home, work);
    }

    @Test
    public void whatIsUnsafeIsRefusedAllAtOnceAndInWords() throws Exception {
        Files.createDirectories(home.resolve("keys"));
        Path open = Files.writeString(home.resolve("keys/old.jwk"), "{}");
        Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        ProductionFolder bare = ProductionFolder.bare(work.resolve("production"));
        Path log = bare.path().resolve("conf/logback.xml");
        Files.writeString(log, Files.readString(log).replace("<root level=\"INFO\">", "<root level=\"DEBUG\">"));
        run(bare);
        assertEquals(2, system.awaitExit());
        String told = system.standardError();
        for (String part : List.of("does not start in production", "id.core.http.connector: certificateFile: no certificate is set",
                "id.plugins.keys.pkcs12: passwordFile: the password lies beside", "id.plugins.notifiers.email: host: ",
                "id.plugins.devices.simulator: device.serial: ", "SIM-FACE-1", "--home: others than its owner", "keys: others",
                "conf/logback.xml: root level: ",
                "To mend it: ")) {
            assertTrue(part + " in: " + told, told.contains(part));
        }
        assertFalse(Files.exists(home.resolve("run/idem.json")));
        assertEquals("", system.standardOutput());
    }

    @Test
    public void certificatesThatAreNotInOrderAreRefused() throws Exception {
        ProductionFolder distribution = ProductionFolder.safe(work.resolve("production"), home, certificate);
        refused(distribution, new TestCertificate(work, "old", "-startdate", "-10d", "-validity", "5").pem(), certificate.key(),
                "certificateFile: the certificate expired at ");
        refused(distribution, new TestCertificate(work, "other").pem(), certificate.key(),
                "keyFile: the private key is not that of the certificate");
        refused(distribution, certificate.pem(), work.resolve("gone.key"),
                "keyFile: the file " + work.resolve("gone.key") + " is not there");
        refused(distribution, certificate.key(), certificate.key(), "certificateFile: ");
        distribution.connector(certificate, "idleSeconds=I\"0\"");
        run(distribution);
        assertEquals(2, system.awaitExit());
        assertTrue(system.standardError(), system.standardError().contains("idleSeconds: it is 0. To mend it: set it to 1 up to 600"));
    }

    private void refused(ProductionFolder distribution, Path pem, Path key, String why) throws Exception {
        distribution.set("id.core.http.connector", "certificateFile=\"" + pem + "\"\nkeyFile=\"" + key + "\"");
        run(distribution);
        assertEquals(2, system.awaitExit());
        assertTrue(system.standardError(), system.standardError().contains("1 setting is unsafe")
                && system.standardError().contains("id.core.http.connector: " + why));
    }

    @Test
    public void theLineIsEncryptedAndItsAnswersAreClosed() throws Exception {
        start();
        try (SSLSocket old = socket("TLSv1.2")) {
            assertThrows(SSLException.class, old::startHandshake);
        }
        try (SSLSocket now = socket()) {
            now.startHandshake();
            assertEquals("TLSv1.3", now.getSession().getProtocol());
        }
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout((int) LIMIT.toMillis());
            plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = plain.getInputStream().readNBytes(5);
            assertFalse("plain HTTP is not spoken", new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP"));
        }
        for (String path : List.of("/", "/docs/", "/health/ready", "/admin/v1/system", "/oauth/token", "/nothing/here")) {
            closed(path, send(request(path)));
        }
        assertEquals(0, idem().run("system").exitCode());
        assertTrue(idem().run("system", "--json").out().contains("production"));
        browsersBringNothing();
        assertEquals(0, system.stop());
    }

    private static void closed(String path, HttpResponse<String> answer) {
        var headers = answer.headers();
        assertEquals(path, "max-age=31536000; includeSubDomains",
                headers.firstValue("Strict-Transport-Security").orElse(""));
        assertTrue(path, headers.firstValue("Set-Cookie").isEmpty());
        assertTrue(path, headers.firstValue("Server").isEmpty());
        assertTrue(path, headers.firstValue("Access-Control-Allow-Origin").isEmpty());
        String policy = headers.firstValue("Content-Security-Policy").orElse("");
        assertTrue(path + policy, policy.contains("default-src 'none'") && policy.contains("base-uri 'none'")
                && policy.contains("frame-ancestors 'none'"));
        assertFalse(path + policy, policy.contains("unsafe"));
        assertEquals(path, "nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(path, "no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
        assertEquals(path, "no-store", headers.firstValue("Cache-Control").orElse(""));
    }

    /** Nothing that a browser adds by itself is a credential, and pages of others get nothing. */
    private void browsersBringNothing() throws Exception {
        String token = idem().run("token").out().strip();
        assertEquals(200, send(request("/admin/v1/system").header("Authorization", "Bearer " + token)).statusCode());
        assertEquals(401, send(request("/admin/v1/system").header("Cookie", "access_token=" + token + "; Authorization=Bearer " + token))
                .statusCode());
        assertEquals(401, send(request("/admin/v1/system?access_token=" + token)).statusCode());
        assertTrue(send(request("/admin/v1/system").header("Authorization", "Bearer " + token).header("Origin", "https://evil.example"))
                .headers().map().keySet().stream().noneMatch(name -> name.toLowerCase().startsWith("access-control-")));
        HttpResponse<String> foreign = send(request("/admin/v1/clients").header("Authorization", "Bearer " + token)
                .header("Sec-Fetch-Site", "cross-site").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertEquals(foreign.body(), 403, foreign.statusCode());
        assertTrue(foreign.body(), foreign.body().contains("SITE_FOREIGN"));
    }

    @Test
    public void anotherCertificateIsShownWithoutARestart() throws Exception {
        start();
        HttpClient before = client;
        assertEquals(200, send(request("/health/ready")).statusCode());
        TestCertificate second = new TestCertificate(work, "second");
        replace(second.key(), certificate.key());
        VendorPlugins.await("a key without its certificate is told", LIMIT,
                () -> system.standardError().contains("keyFile") && system.standardError().contains("is shown on"));
        assertEquals(certificate.certificate(), shown(certificate));
        replace(second.pem(), certificate.pem());
        VendorPlugins.await("the other certificate is shown", LIMIT, () -> {
            try {
                return second.certificate().equals(shown(second));
            } catch (SSLException still) {
                return false;
            }
        });
        assertEquals("a connection that is open goes on", 200,
                before.send(request("/health/ready").build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals("the command line knows it", 0, idem().run("system").exitCode());
    }

    private static void replace(Path from, Path to) throws IOException {
        Path draft = Files.copy(from, to.resolveSibling(to.getFileName() + ".new"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Certificate shown(TestCertificate trusted) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusted.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    public void slowClientsAreCutWhileOthersAreServed() throws Exception {
        start();
        try (SSLSocket header = socket(); SSLSocket body = socket();
                Socket handshake = new Socket(InetAddress.getLoopbackAddress(), port)) {
            handshake.setSoTimeout((int) LIMIT.toMillis());
            body.getOutputStream().write(("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            header.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
            handshake.getOutputStream().write(22);
            cut(header, "X-A: b\r\n");
            cut(body, "a");
            assertEquals("one that never ends its handshake", -1, handshake.getInputStream().read());
            assertEquals(200, send(request("/health/ready")).statusCode());
        }
    }

    @Test
    public void whoCallsTooOftenIsHeldOffAndACutBodyIsTheCallersError() throws Exception {
        ProductionFolder distribution = start();
        try (SSLSocket cut = socket()) {
            cut.getOutputStream().write(("POST /staff/v1/login HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"name\":").getBytes(StandardCharsets.US_ASCII));
            cut.getOutputStream().flush();
            cut.shutdownOutput();
            String answer = new String(cut.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer, answer.startsWith("HTTP/1.1 400") && answer.contains("BODY_UNREADABLE"));
        }
        distribution.set("id.core.http.gate.limits", "loginCallsPerMinute=I\"6\"\ntrustedProxies=[\"192.0.2.1\"]");
        HttpResponse<String> held = null;
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int n = 0; (held == null || held.statusCode() != 429) && System.nanoTime() < end; n++) {
            // A name that is made up each time is no new caller.
            held = send(request("/oauth/token").header("X-Forwarded-For", "198.51.100." + n % 250)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=none")));
        }
        assertEquals(429, held.statusCode());
        assertTrue(held.body(), held.body().contains("temporarily_unavailable"));
        int wait = Integer.parseInt(held.headers().firstValue("Retry-After").orElseThrow());
        assertTrue("Retry-After: " + wait, wait >= 1 && wait <= 10);
        assertEquals("pages are not log-ins", 200, send(request("/health/live")).statusCode());
        distribution.set("id.core.http.gate.limits", "addressCallsPerMinute=I\"1\"");
        HttpResponse<String> page = send(request("/health/live"));
        while (page.statusCode() == 200 && System.nanoTime() < end) {
            page = send(request("/health/live"));
        }
        assertEquals(429, page.statusCode());
        assertTrue(page.body(), page.body().contains("TOO_MANY_CALLS"));
    }

    /** Sends a little every now and then, until the server has had enough; meanwhile others get their answers. */
    private void cut(SSLSocket socket, String drop) throws Exception {
        OutputStream out = socket.getOutputStream();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                out.write(drop.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                return;
            }
            assertEquals(200, send(request("/health/live")).statusCode());
            Thread.sleep(300);
        }
        throw new AssertionError("never cut");
    }
}
