package id.core.http.gate;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.time.InstantSource;

/** Gives errors the form of the protocol that was spoken, and every answer its protective headers. */
final class AnswerForm implements ContainerResponseFilter {
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
            if (status == 429 || status == 503) {
                headers.putSingle("Retry-After", "5");
            }
        }
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        headers.putSingle("Referrer-Policy", "no-referrer");
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
