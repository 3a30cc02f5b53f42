package id.core.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The client's access token, renewed shortly before it ends. */
final class AccessToken {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final SystemLine line;
    private final URI endpoint;
    private final ClientKey key;
    private final HttpClient http;
    private String value;
    private Instant renewAt = Instant.MIN;

    AccessToken(SystemLine line, ClientKey key, HttpClient http) {
        this.line = line;
        this.endpoint = line.base().resolve("/oauth/token");
        this.key = key;
        this.http = http;
    }

    synchronized String value() {
        if (Instant.now().isAfter(renewAt)) {
            renew();
        }
        return value;
    }

    /**
     * Whom the proof is for: in service the system goes by its public address, which it tells; in a pilot it has the one
     * by which it was found. What it tells can be believed, since the line is known to be its own.
     */
    private String audience() {
        if (line.certificate().isEmpty()) {
            return endpoint.toString();
        }
        HttpResponse<byte[]> response = Api.exchange(http,
                HttpRequest.newBuilder(line.base().resolve("/.well-known/oauth-authorization-server"))
                        .timeout(Duration.ofSeconds(30)).build());
        if (response.statusCode() != 200) {
            throw Api.failure(response);
        }
        return Api.text(Api.json(response), "token_endpoint");
    }

    private void renew() {
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + key.assertion(audience());
        HttpResponse<byte[]> response = Api.exchange(http,
                HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)).build());
        if (response.statusCode() != 200) {
            throw Api.failure(response);
        }
        JsonNode token = Api.json(response);
        value = Api.text(token, "access_token");
        renewAt = Instant.now().plusSeconds(token.path("expires_in").asLong()).minus(MARGIN);
    }
}
