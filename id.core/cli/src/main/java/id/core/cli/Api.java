package id.core.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HTTP API of a running system, as one client of it. Safe for concurrent use. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final URI base;
    private final AccessToken token;
    private final HttpClient http;

    Api(SystemLine line, ClientKey key) {
        this.base = line.base();
        this.http = line.client();
        this.token = new AccessToken(line, key, http);
    }

    /** The access token that calls are made with. */
    String token() {
        return token.value();
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    JsonNode post(String path, JsonNode body) {
        return json(send(withBody(path, body)));
    }

    /** Posts and hands the answer over as it is. */
    HttpResponse<byte[]> postForBytes(String path, JsonNode body) {
        return send(withBody(path, body));
    }

    JsonNode put(String path, JsonNode body) {
        return json(send(request(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    JsonNode delete(String path) {
        return json(send(request(path).DELETE()));
    }

    /** Posts a file as it lies there, without taking it into memory. */
    JsonNode upload(String path, String mediaType, Path file) throws IOException {
        return json(send(request(path).header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofFile(file))));
    }

    private HttpRequest.Builder withBody(String path, JsonNode body) {
        return request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT)
                .header("Authorization", "Bearer " + token.value()).header("Accept", "application/json, */*;q=0.5");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(http, request.build());
        if (response.statusCode() / 100 != 2) {
            throw failure(response);
        }
        return response;
    }

    static HttpResponse<byte[]> exchange(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw CommandFailure.systemFailed("SYSTEM_UNREACHABLE", "The system does not answer ("
                    + unreachable.getClass().getSimpleName() + "): is it still running? Start it with idem run");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.systemFailed("INTERRUPTED", "The command was interrupted");
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            JsonNode answer = response.body().length == 0 ? object() : JSON.readTree(response.body());
            if (answer.isObject()) {
                return answer;
            }
        } catch (IOException noJson) {
            // Told below.
        }
        throw malformed("The system answered something that is no JSON object");
    }

    /** A yes or no that an answer must hold: without it there is no answer, which is not a no. */
    static boolean yes(JsonNode answer, String field) {
        if (!answer.path(field).isBoolean()) {
            throw malformed("The answer of the system lacks " + field);
        }
        return answer.path(field).booleanValue();
    }

    /** A text that an answer must hold. */
    static String text(JsonNode answer, String field) {
        String text = answer.path(field).asText();
        if (text.isEmpty()) {
            throw malformed("The answer of the system lacks " + field);
        }
        return text;
    }

    private static CommandFailure malformed(String message) {
        return CommandFailure.systemFailed("ANSWER_MALFORMED", message);
    }

    static CommandFailure failure(HttpResponse<byte[]> response) {
        List<ApiError> errors = new ArrayList<>();
        try {
            JsonNode body = JSON.readTree(response.body());
            for (JsonNode error : body.path("errors")) {
                errors.add(new ApiError(error.path("code").asText(), error.path("field").asText(),
                        error.path("message").asText()));
            }
            if (errors.isEmpty() && body.has("error")) {
                errors.add(new ApiError(body.path("error").asText(), "", body.path("error_description").asText()));
            }
        } catch (IOException noJson) {
            // Told below by the status alone.
        }
        if (errors.isEmpty()) {
            String text = new String(response.body(), StandardCharsets.UTF_8);
            errors.add(new ApiError("HTTP_" + response.statusCode(), "", text.isBlank() ? "The system refused the call"
                    : "The system refused the call without a coded error"));
        }
        boolean ofTheCaller = response.statusCode() / 100 == 4 && response.statusCode() != 429;
        return new CommandFailure(ofTheCaller ? ExitCode.WRONG_USE : ExitCode.SYSTEM_FAILED, errors);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
