package id.core.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A small OpenID Provider over HTTP that does what it has to: it holds the code to its client, its address and its
 * PKCE verifier, checks the client's signed assertion, and signs ID tokens; and what a bad one does, where it is told to.
 */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "idem-staff";

    /** One for all tests: making it takes longer than any of them. */
    private static final RSAKey KEY = rsa(3072);

    final RSAKey key = KEY;
    /** What is signed, before it is; the signing itself. */
    Consumer<JWTClaimsSet.Builder> claims = unchanged -> {};
    Signing signing = this::signed;
    /** What its documents say otherwise. */
    final Map<String, Object> metadata = new HashMap<>();
    RSAKey published = key;
    /** Instead of any answer, where it is set. */
    Consumer<HttpExchange> instead;
    final List<String> requests = new ArrayList<>();

    private final HttpServer server;
    private final InstantSource clock;
    private final JWKSet clientKeys;
    private final Map<String, Map<String, String>> codes = new HashMap<>();
    private final Set<String> assertions = new HashSet<>();

    interface Signing {
        String sign(JWTClaimsSet claims) throws JOSEException;
    }

    OpenIdProvider(JWKSet clientKeys, InstantSource clock) throws IOException {
        this.clientKeys = clientKeys;
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, bits < 2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A person comes along, is authenticated, and is sent back with a code. */
    synchronized Map<String, String> letIn(URI location, String subject) {
        Map<String, String> query = form(location.getRawQuery());
        if (!location.toString().startsWith(issuer() + "/authorize?") || !CLIENT.equals(query.get("client_id"))
                || !"code".equals(query.get("response_type")) || !"S256".equals(query.get("code_challenge_method"))
                || !List.of(query.get("scope").split(" ")).contains("openid")) {
            throw new AssertionError(location);
        }
        String code = UUID.randomUUID().toString();
        query.put("subject", subject);
        codes.put(code, query);
        return new HashMap<>(Map.of("code", code, "state", query.get("state"), "iss", issuer()));
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            synchronized (this) {
                requests.add(path);
            }
            if (instead != null) {
                instead.accept(exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> {
                    Map<String, Object> document = new HashMap<>(Map.of("issuer", issuer(), "authorization_endpoint",
                            issuer() + "/authorize", "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys",
                            "authorization_response_iss_parameter_supported", true));
                    document.putAll(metadata);
                    send(exchange, 200, JSONObjectUtils.toJSONString(document));
                }
                case "/keys" -> send(exchange, 200, new JWKSet(published).toString(true));
                case "/token" -> token(exchange);
                default -> send(exchange, 404, "{}");
            }
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private synchronized void token(HttpExchange exchange) throws Exception {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = codes.remove(form.get("code"));
        String challenge = Base64URL.encode(MessageDigest.getInstance("SHA-256")
                .digest(form.getOrDefault("code_verifier", "").getBytes(StandardCharsets.US_ASCII))).toString();
        if (begun == null || !isClient(form.get("client_assertion")) || !challenge.equals(begun.get("code_challenge"))
                || !begun.get("redirect_uri").equals(form.get("redirect_uri"))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Instant now = clock.instant();
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT)
                .subject(begun.get("subject")).claim("nonce", begun.get("nonce")).claim("amr", List.of("pwd", "mfa"))
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300)));
        claims.accept(token);
        send(exchange, 200, JSONObjectUtils.toJSONString(
                Map.of("token_type", "Bearer", "access_token", "unused", "id_token", signing.sign(token.build()))));
    }

    private boolean isClient(String assertion) throws Exception {
        SignedJWT jwt = SignedJWT.parse(assertion);
        JWTClaimsSet said = jwt.getJWTClaimsSet();
        ECKey client = (ECKey) clientKeys.getKeyByKeyId(jwt.getHeader().getKeyID());
        return client != null && jwt.verify(new ECDSAVerifier(client)) && said.getAudience().equals(List.of(issuer()))
                && CLIENT.equals(said.getSubject()) && CLIENT.equals(said.getIssuer())
                && said.getExpirationTime().toInstant().isAfter(clock.instant()) && assertions.add(said.getJWTID());
    }

    String signed(JWTClaimsSet token) throws JOSEException {
        return signed(token, key, JWSAlgorithm.RS256);
    }

    static String signed(JWTClaimsSet token, RSAKey by, JWSAlgorithm algorithm) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(by.getKeyID()).build(), token);
        jwt.sign(new RSASSASigner(by.toPrivateKey(), true));
        return jwt.serialize();
    }

    static void send(HttpExchange exchange, int status, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            // Whoever asked did not wait.
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
