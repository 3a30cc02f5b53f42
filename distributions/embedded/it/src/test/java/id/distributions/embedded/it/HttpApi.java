package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A client of the HTTP API that shares no code with the command line. */
final class HttpApi {
    static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String clientId;
    private final ECKey key;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private String token;

    HttpApi(URI base, String clientId, ECKey key) {
        this.base = base;
        this.clientId = clientId;
        this.key = key;
    }

    /** The administrator of a home whose system runs. */
    static HttpApi administrator(Path home) throws Exception {
        JsonNode run = JSON.readTree(Files.readString(home.resolve("run/idem.json")));
        URI base = URI.create("http://127.0.0.1:" + run.path("port").asInt());
        return new HttpApi(base, "admin", ECKey.parse(Files.readString(home.resolve("keys/admin.jwk"))));
    }

    HttpApi as(String otherClient, ECKey otherKey) {
        return new HttpApi(base, otherClient, otherKey);
    }

    URI base() {
        return base;
    }

    String assertion(String audience) throws Exception {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer(clientId).subject(clientId).audience(audience)
                        .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60)))
                        .jwtID(UUID.randomUUID().toString()).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    HttpResponse<String> requestToken(String assertion, String scope) throws Exception {
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + assertion
                + (scope == null ? "" : "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(base.resolve("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    }

    String token(String scope) throws Exception {
        HttpResponse<String> answer = requestToken(assertion(base + "/oauth/token"), scope);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    HttpResponse<String> call(String method, String path, Object body) throws Exception {
        if (token == null) {
            token = token(null);
        }
        return call(method, path, body, token);
    }

    HttpResponse<String> call(String method, String path, Object body, String bearer) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
            request.method(method, body instanceof byte[] bytes ? HttpRequest.BodyPublishers.ofByteArray(bytes)
                    : HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode ok(String method, String path, Object body) throws Exception {
        HttpResponse<String> answer = call(method, path, body);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /** Two fingers of a simulated person as minutiae records. */
    ArrayNode fingers(long subject, int impression) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("modality", "FINGER").put("timeoutMs", 10_000)
                .put("minimumQuality", 0);
        request.putArray("positions").add("right-index").add("left-index");
        request.putObject("hints").put("simulator.subject", Long.toString(subject))
                .put("simulator.impression", Integer.toString(impression)).put("simulator.format", "ISO19794_2");
        ArrayNode samples = JSON.createArrayNode();
        for (JsonNode sample : ok("POST", "/station/v1/captures", request).path("samples")) {
            samples.addObject().put("position", sample.path("position").asText()).put("data",
                    sample.path("data").asText());
        }
        if (samples.size() != 2) {
            throw new AssertionError("the simulator captured nothing");
        }
        return samples;
    }

    static ObjectNode attributes(String name) {
        return JSON.createObjectNode().put("name", name).put("dateOfBirth", "1990-05-01").put("gender", "female");
    }

    ObjectNode enrollment(String id, String name, ArrayNode samples) {
        ObjectNode body = JSON.createObjectNode().put("enrollmentId", id);
        body.set("attributes", attributes(name));
        body.set("samples", samples);
        return body;
    }

    /** The enrollment once it is settled. */
    JsonNode awaitOutcome(String enrollment, int seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        JsonNode view = ok("GET", "/admin/v1/enrollments/" + enrollment, null);
        while (view.path("status").asText().matches("RECEIVED|PROCESSING") && System.nanoTime() < end) {
            Thread.sleep(50);
            view = ok("GET", "/admin/v1/enrollments/" + enrollment, null);
        }
        return view;
    }
}
