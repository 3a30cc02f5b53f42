package id.core.http.station;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.api.audit.AuditTrail;
import id.api.enrollment.DocumentVisitor;
import id.api.enrollment.EnrollmentPacket;
import id.api.enrollment.EnrollmentService;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.Access;
import id.api.partner.AccessToken;
import id.api.partner.AccessTokens;
import id.api.security.OpenedPacket;
import id.api.security.PacketSource;
import id.api.security.SealedPacket;
import id.api.security.Sealer;
import id.api.security.SecurityError;
import id.api.security.SignerRole;
import id.api.value.Attributes;
import id.api.value.ClientId;
import id.api.value.EnrollmentId;
import id.api.value.RandomSource;
import id.core.http.gate.Gate;
import id.core.http.gate.RateLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * Uploads behind the true gate and a socket, in a process that a test may kill. The token is the client's name. What reaches
 * the pipeline stands in {@code home/submitted}: a packet's first line is its enrollment id, {@code refuse} is refused, and while
 * {@code home/away} is there the pipeline is away; {@code home/die} makes it die right after it took one.
 */
public final class UploadServer {
    private static final int MEBIBYTES = 4;

    private UploadServer() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Pipeline pipeline = new Pipeline(home);
        UploadSettings settings = (UploadSettings) Proxy.newProxyInstance(UploadServer.class.getClassLoader(),
                new Class<?>[]{ UploadSettings.class }, (proxy, method, args) -> switch (method.getName()) {
                    case "packetMegabytes" -> MEBIBYTES;
                    case "clientMegabytes" -> 2 * MEBIBYTES;
                    case "uploadsPerClient" -> 3;
                    default -> method.getDefaultValue();
                });
        Uploads uploads = new Uploads(settings, home, pipeline.service(), pipeline, () -> now(home), new SecureSource(),
                Executors.newVirtualThreadPerTaskExecutor());
        Gate gate = new Gate((Gate.Config) Proxy.newProxyInstance(UploadServer.class.getClassLoader(), new Class<?>[]{ Gate.Config.class },
                (proxy, method, args) -> method.getDefaultValue()), new NameIsToken(), new FakeStaff(), new FakeStaff(),
                (AuditTrail) Proxy.newProxyInstance(UploadServer.class.getClassLoader(), new Class<?>[]{ AuditTrail.class },
                        (proxy, method, args) -> null),
                Instant::now,
                new RateLimits((RateLimits.Config) Proxy.newProxyInstance(UploadServer.class.getClassLoader(),
                        new Class<?>[]{ RateLimits.Config.class }, (proxy, method, args) -> method.getDefaultValue()), null));
        ApplicationHandler application = new ApplicationHandler(
                new ResourceConfig().register(gate).registerInstances(new UploadResource(uploads)));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(application, uploads, exchange));
        server.start();
        System.out.println("port " + server.getAddress().getPort());
    }

    /** A test moves the clock by a file. */
    private static Instant now(Path home) {
        return Files.exists(home.resolve("later")) ? Instant.now().plusSeconds(49 * 3_600) : Instant.now();
    }

    private static void answer(ApplicationHandler application, Uploads uploads, HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/tidy")) {
            uploads.tidy();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(base, base.resolve(exchange.getRequestURI()), exchange.getRequestMethod(), null,
                new MapPropertiesDelegate(), null);
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        request.setEntityStream(exchange.getRequestBody());
        java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
        ContainerResponse response;
        try {
            response = application.apply(request, body).get();
        } catch (Exception failed) {
            throw new IOException(failed);
        }
        try {
            // An answer before the body's end would close the line under a client that uses it again.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        } catch (IOException cut) {
            exchange.close();
            return;
        }
        response.getStringHeaders().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        exchange.getResponseHeaders().remove("Content-Length");
        boolean bare = exchange.getRequestMethod().equals("HEAD") || body.size() == 0;
        exchange.sendResponseHeaders(response.getStatus(), bare ? -1 : body.size());
        if (!bare) {
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(out);
            }
        }
        exchange.close();
    }

    /** What the core would do with packets. */
    private static final class Pipeline implements Sealer {
        private final Path home;

        Pipeline(Path home) {
            this.home = home;
        }

        EnrollmentService service() {
            return (EnrollmentService) Proxy.newProxyInstance(UploadServer.class.getClassLoader(),
                    new Class<?>[]{ EnrollmentService.class },
                    (proxy, method, args) -> submit((PacketSource) args[0]));
        }

        private synchronized EnrollmentId submit(PacketSource packet) throws Exception {
            if (Files.exists(home.resolve("away"))) {
                throw new IdentityException(GeneralError.UNAVAILABLE, "packet", "The store is away");
            }
            byte[] content = bytes(packet);
            String id = new String(content, StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
            if (id.equals("refuse")) {
                throw new IdentityException(SecurityError.PACKET_SEAL_INVALID, "packet", "No packet");
            }
            String line = id + " " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            Path submitted = home.resolve("submitted");
            if (Files.exists(submitted) && Files.readAllLines(submitted).contains(line)) {
                throw new IdentityException(SecurityError.PACKET_REPLAYED, "packet", "Received before");
            }
            Files.writeString(submitted, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
            if (Files.deleteIfExists(home.resolve("die"))) {
                Runtime.getRuntime().halt(137);
            }
            return new EnrollmentId(id);
        }

        private static byte[] bytes(PacketSource packet) {
            try (InputStream in = packet.open()) {
                return in.readAllBytes();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public OpenedPacket open(PacketSource packet, DocumentVisitor visitor) {
            String id = new String(bytes(packet), StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
            return new OpenedPacket(new EnrollmentPacket(new EnrollmentId(id), Instant.EPOCH, new Attributes("1.0", Map.of()), List.of(),
                    List.of(), Optional.empty(), Optional.empty()), "p", OpenedPacket.NEW, Map.of(SignerRole.STATION, ClientId.SYSTEM));
        }

        @Override
        public SealedPacket seal(EnrollmentPacket packet) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String enrollmentKey() {
            throw new UnsupportedOperationException();
        }
    }

    private static final class SecureSource implements RandomSource {
        private final SecureRandom random = new SecureRandom();

        @Override
        public byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }

        @Override
        public long below(long bound) {
            return random.nextLong(bound);
        }
    }

    private static final class NameIsToken implements AccessTokens {
        @Override
        public AccessToken issue(String clientAssertion, Set<String> scopes, Set<String> audiences) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Access check(String bearerToken) {
            return new Access(new ClientId(bearerToken), Set.of("station.packet"), Instant.MAX);
        }
    }
}
