package id.core.http.gate;

import id.api.error.ErrorCategory;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.error.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that is thrown into a {@link Fault}; {@link AnswerForm} gives it the form of the protocol. */
public final class FaultMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(FaultMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        IdentityException own = own(thrown);
        if (own != null) {
            if (own.category() == ErrorCategory.INTERNAL) {
                LOG.error("Request failed: {} {}", own.code().name(), own.field(), Trace.withoutMessages(own));
            }
            return answer(Fault.of(own));
        }
        if (UnreadableBody.isCauseOf(thrown)) {
            return answer(new Fault(400, GeneralError.BODY_UNREADABLE.number(),
                    new Problem(GeneralError.BODY_UNREADABLE.name(), "", "The body ended before all of it was here: send it again")));
        }
        if (thrown instanceof WebApplicationException refused) {
            return refused(refused);
        }
        // Messages of other exceptions may quote what they failed on: the log gets types and places only.
        LOG.error("Request failed by a fault in the code", Trace.withoutMessages(thrown));
        return answer(new Fault(500, GeneralError.INTERNAL_FAULT.number(), new Problem(
                GeneralError.INTERNAL_FAULT.name(), "", "A fault of this system: its operator finds it in the log")));
    }

    private static IdentityException own(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof IdentityException own) {
                return own;
            }
        }
        return null;
    }

    private static Response refused(WebApplicationException refused) {
        Response original = refused.getResponse();
        Fault fault = switch (original.getStatus()) {
            case 404 -> fault(404, GeneralError.NOT_FOUND, "Nothing has this address: see /docs/");
            case 405 -> fault(405, GeneralError.INVALID_VALUE, "This address has other methods: see /docs/");
            case 406 -> fault(406, GeneralError.INVALID_VALUE, "Nothing of the kind that Accept asks for");
            case 415 -> fault(415, GeneralError.MALFORMED, "Send the documented Content-Type: see /docs/");
            default -> fault(original.getStatus(), GeneralError.MALFORMED, "The request is not of the documented form");
        };
        Response.ResponseBuilder answer = Response.status(fault.status()).entity(fault)
                .type(MediaType.APPLICATION_JSON_TYPE);
        if (original.getHeaderString("Allow") != null) {
            answer.header("Allow", original.getHeaderString("Allow"));
        }
        return answer.build();
    }

    private static Fault fault(int status, GeneralError code, String message) {
        return new Fault(status, code.number(), new Problem(code.name(), "", message));
    }

    private static Response answer(Fault fault) {
        return Response.status(fault.status()).entity(fault).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
