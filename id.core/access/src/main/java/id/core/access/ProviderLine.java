package id.core.access;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line to the provider: TLS 1.2 or 1.3 with the certificates that Java trusts, no redirects, no more than
 * {@value #MOST_BYTES} bytes, all within {@value #SECONDS} seconds.
 */
final class ProviderLine implements AutoCloseable {
    static final int MOST_BYTES = 256 * 1024;
    static final int SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ProviderLine.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final HttpClient http;

    ProviderLine() {
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[]{ "TLSv1.3", "TLSv1.2" });
        http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).sslParameters(tls)
                .connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** An answer: its status, and the object in its body. */
    record Reply(int status, JsonNode body) {
        @Override
        public String toString() {
            return "Reply[" + status + ", ***]";
        }
    }

    /** Gets an object; UNAVAILABLE where there is none. */
    JsonNode get(URI address) {
        Reply reply = send(HttpRequest.newBuilder(address).GET());
        if (reply.status() != 200) {
            throw unavailable("answers with status " + reply.status());
        }
        return reply.body();
    }

    /** Posts a form. A status of 4xx is an answer, too: the provider refuses. */
    Reply post(URI address, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
        Reply reply = send(HttpRequest.newBuilder(address).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (reply.status() != 200 && (reply.status() < 400 || reply.status() > 499)) {
            throw unavailable("answers with status " + reply.status());
        }
        return reply;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply send(HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request.header("Accept", "application/json").timeout(Duration.ofSeconds(SECONDS)).build(),
                head -> new LimitedBody(MOST_BYTES));
        try {
            // The limit of a request ends with the head of its answer: a body that drips is cut here.
            HttpResponse<byte[]> response = answer.get(SECONDS, TimeUnit.SECONDS);
            JsonNode body = JSON.readTree(response.body());
            if (body == null || !body.isObject()) {
                throw unavailable("answers something that is no JSON object");
            }
            return new Reply(response.statusCode(), body);
        } catch (IOException noJson) {
            throw unavailable("answers something that is no JSON");
        } catch (ExecutionException broken) {
            LOG.debug("The line to the OpenID Provider broke", broken);
            throw unavailable("is not reached: " + broken.getCause().getClass().getSimpleName());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw unavailable("does not answer within " + SECONDS + " seconds");
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for");
        }
    }

    /** The cause is the operator's, and stands in the log. */
    static IdentityException unavailable(String why) {
        LOG.warn("The OpenID Provider {}", why);
        return new IdentityException(GeneralError.UNAVAILABLE, "provider",
                "The OpenID Provider cannot be used now: try again later, or log in by password");
    }

    @Override
    public void close() {
        // Not close(), which waits for answers.
        http.shutdownNow();
    }
}
