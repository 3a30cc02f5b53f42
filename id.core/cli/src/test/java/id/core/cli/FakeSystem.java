package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** The other end: an HTTP server with prepared answers, and a home in which it is announced as running. */
final class FakeSystem extends ExternalResource {
    static {
        // Head and body are two packets: without this each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final String TOKEN = "POST /oauth/token";

    private final TemporaryFolder folder;
    private final Map<String, Deque<Function<String, Answer>>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ECKey key;

    /** @param folder
     *            of the test; its rule must be the outer one */
    FakeSystem(TemporaryFolder folder) {
        this.folder = folder;
    }

    /** What came in. */
    record Request(String line, String mediaType, byte[] bytes, String authorization) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return Api.JSON.readTree(bytes);
            } catch (IOException wrong) {
                throw new AssertionError(line + " has no JSON body: " + body(), wrong);
            }
        }
    }

    /** What goes out. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer json(int status, String json) {
            return new Answer(status, Map.of("Content-Type", "application/json"),
                    json.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    protected void before() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::exchange);
        server.start();
        writeKey("admin", key.toJSONString());
        announce(ProcessHandle.current().pid(), port());
        answer(TOKEN, 200, "{\"access_token\":\"token-1\",\"expires_in\":300}");
    }

    @Override
    protected void after() {
        stop();
    }

    /** From now on nobody answers. */
    void stop() {
        server.stop(0);
    }

    Path home() {
        return folder.getRoot().toPath().resolve("home");
    }

    int port() {
        return server.getAddress().getPort();
    }

    ECKey key() {
        return key;
    }

    void announce(long pid, int port) throws IOException {
        Files.createDirectories(home().resolve("run"));
        Files.writeString(home().resolve("run/idem.json"), "{\"pid\":" + pid + ",\"port\":" + port + "}");
    }

    void writeKey(String client, String jwk) throws IOException {
        Files.createDirectories(home().resolve("keys"));
        Files.writeString(home().resolve("keys/" + client + ".jwk"), jwk);
    }

    /** Prepares an answer; several to one request are given in their order, the last one for ever. */
    void answer(String line, int status, String json) {
        answer(line, body -> Answer.json(status, json));
    }

    void answer(String line, Function<String, Answer> answer) {
        Deque<Function<String, Answer>> queue = answers.computeIfAbsent(line, any -> new ArrayDeque<>());
        synchronized (queue) {
            queue.add(answer);
        }
    }

    /** Takes back what was prepared and prepares this. */
    void answerOnly(String line, int status, String json) {
        answers.remove(line);
        answer(line, status, json);
    }

    /** The only request of this line. */
    Request request(String line) {
        List<Request> found = requests(line);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " times " + line + " in " + lines());
        }
        return found.getFirst();
    }

    /** All of one kind, in order. */
    List<Request> requests(String line) {
        return requests.stream().filter(request -> request.line().equals(line)).toList();
    }

    /** What was asked, leaving out the tokens. */
    List<String> lines() {
        return requests.stream().map(Request::line).filter(line -> !line.equals(TOKEN)).toList();
    }

    /** Runs a command against this system. */
    Cli.Result run(String... arguments) {
        return typing("", arguments);
    }

    Cli.Result typing(String typed, String... arguments) {
        return Cli.typing(typed, at(arguments));
    }

    /** The arguments, with the home of this system. */
    String[] at(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--home", home().toString())).toArray(String[]::new);
    }

    private void exchange(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Request request = new Request(line, exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestBody().readAllBytes(), exchange.getRequestHeaders().getFirst("Authorization"));
        requests.add(request);
        Answer answer = next(line).apply(request.body());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private Function<String, Answer> next(String line) {
        Deque<Function<String, Answer>> queue = answers.get(line);
        if (queue == null) {
            return body -> Answer.json(404,
                    "{\"errors\":[{\"code\":\"NOT_FOUND\",\"field\":\"\",\"message\":\"Not prepared\"}]}");
        }
        synchronized (queue) {
            return queue.size() > 1 ? queue.remove() : queue.element();
        }
    }
}
