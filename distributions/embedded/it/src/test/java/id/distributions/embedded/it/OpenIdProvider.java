package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A small OpenID Provider over HTTP, which holds a code to its client's key, to its address and to its PKCE verifier. */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "idem-staff";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ECKey key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    private final Map<String, Map<String, String>> codes = new HashMap<>();
    private final HttpServer server;
    /** Where the keys of the client are. */
    private volatile URI clientKeys;
    /** What it says instead of the nonce that was sent along; null for that one. */
    volatile String nonce;

    OpenIdProvider() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    void trust(URI keys) {
        clientKeys = keys;
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Somebody comes along and is authenticated; where the browser goes then. */
    synchronized URI letIn(URI location, String subject) {
        Map<String, String> query = form(location.getRawQuery());
        String code = UUID.randomUUID().toString();
        query.put("subject", subject);
        codes.put(code, query);
        return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state") + "&iss="
                + URLEncoder.encode(issuer(), StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Object answer = switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> Map.of("issuer", issuer(), "authorization_endpoint",
                        issuer() + "/authorize", "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys");
                case "/keys" -> new JWKSet(key.toPublicJWK()).toJSONObject();
                default -> token(form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            };
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(answer.equals(Map.of()) ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private synchronized Map<String, String> token(Map<String, String> form) throws Exception {
        Map<String, String> begun = codes.remove(form.get("code"));
        String challenge = Base64URL.encode(MessageDigest.getInstance("SHA-256")
                .digest(form.get("code_verifier").getBytes(StandardCharsets.US_ASCII))).toString();
        SignedJWT client = SignedJWT.parse(form.get("client_assertion"));
        ECKey clientKey = (ECKey) JWKSet.load(clientKeys.toURL()).getKeyByKeyId(client.getHeader().getKeyID());
        if (begun == null || !challenge.equals(begun.get("code_challenge")) || !client.verify(new ECDSAVerifier(clientKey))
                || !client.getJWTClaimsSet().getAudience().equals(List.of(issuer()))
                || !begun.get("redirect_uri").equals(form.get("redirect_uri"))) {
            return Map.of();
        }
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT).subject(begun.get("subject"))
                        .claim("nonce", nonce == null ? begun.get("nonce") : nonce).claim("amr", List.of("hwk", "mfa"))
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300))).build());
        token.sign(new ECDSASigner(key));
        return Map.of("token_type", "Bearer", "access_token", "unused", "id_token", token.serialize());
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
