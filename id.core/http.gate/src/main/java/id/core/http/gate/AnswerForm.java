package id.core.http.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Gives errors the form of the protocol that was spoken, and every answer its protective headers. */
final class AnswerForm implements ContainerResponseFilter {
    private static final Map<String, String> PROTECTION = Map.of("X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'", "Referrer-Policy",
            "no-referrer");
    private static final String WHILE_UNKNOWN = "5";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;

    AnswerForm(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (response.getEntity() instanceof Fault fault) {
            String path = request.getUriInfo().getPath();
            ErrorForm form = ErrorForm.ofPath(path);
            int status = form.status(fault, request.getMethod(), path);
            response.setStatus(status);
            response.setEntity(form.body(fault, clock.instant()), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
            if (status == 401) {
                boolean tried = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
                headers.putSingle(HttpHeaders.WWW_AUTHENTICATE,
                        tried ? "Bearer realm=\"idem\", error=\"invalid_token\"" : "Bearer realm=\"idem\"");
            }
            if (status == 403 && fault.problem().code().equals("SCOPE_MISSING")) {
                headers.putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"idem\", error=\"insufficient_scope\"");
            }
            retryAfter(fault).ifPresent(seconds -> headers.putSingle(HttpHeaders.RETRY_AFTER, seconds));
        }
        PROTECTION.forEach(headers::putSingle);
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    /** The same for a call that is refused before the REST library sees it. */
    static void write(Fault fault, HttpServletRequest request, HttpServletResponse response, Instant at) throws IOException {
        String path = request.getRequestURI();
        ErrorForm form = ErrorForm.ofPath(path);
        byte[] body = JSON.writeValueAsBytes(form.body(fault, at));
        response.setStatus(form.status(fault, request.getMethod(), path));
        PROTECTION.forEach(response::setHeader);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        retryAfter(fault).ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** By what went wrong, not by the status that its protocol has for it. */
    private static Optional<String> retryAfter(Fault fault) {
        if (fault.status() != 429 && fault.status() != 503) {
            return Optional.empty();
        }
        return Optional.of(fault.retrySeconds() > 0 ? Long.toString(fault.retrySeconds()) : WHILE_UNKNOWN);
    }
}
