package id.distributions.embedded.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A browser of somebody who works here, as far as a log-in needs one: it keeps cookies and follows nobody by itself. */
final class StaffBrowser {
    private final URI base;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> cookies = new TreeMap<>();

    StaffBrowser(URI base) {
        this.base = base;
    }

    HttpResponse<String> post(String path, JsonNode body) throws Exception {
        return send(HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json")
                .header("X-Idem-Page", "1").POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    HttpResponse<String> get(URI address) throws Exception {
        return send(HttpRequest.newBuilder(base.resolve(address)));
    }

    /** Whether a session lets it read the audit trail; 200, or why not. */
    int readsTheTrail() throws Exception {
        return get(URI.create("/admin/v1/audit?limit=1")).statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        request.header("User-Agent", "StaffBrowser/1").timeout(Duration.ofSeconds(60));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] parts = cookie.split(";")[0].split("=", 2);
            if (parts[1].isEmpty()) {
                cookies.remove(parts[0]);
            } else {
                cookies.put(parts[0], parts[1]);
            }
        }
        return answer;
    }
}
