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

    private final URI endpoint;
    private final ClientKey key;
    private final HttpClient http;
    private String value;
    private Instant renewAt = Instant.MIN;

    AccessToken(URI base, ClientKey key, HttpClient http) {
        this.endpoint = base.resolve("/oauth/token");
        this.key = key;
        this.http = http;
    }

    synchronized String value() {
        if (Instant.now().isAfter(renewAt)) {
            renew();
        }
        return value;
    }

    private void renew() {
        String form = "grant_type=client_credentials&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + key.assertion(endpoint.toString());
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
