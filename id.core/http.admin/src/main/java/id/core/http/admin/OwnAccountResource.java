package id.core.http.admin;

import id.api.access.OwnAccount;
import id.api.access.OwnAccount.OwnSession;
import id.api.partner.RequiresScope;
import id.api.value.Secret;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * The own account of a person who is logged in: sessions, password, authenticator. Whose it is, the gate says; the cookie
 * says which of the sessions asks.
 */
@Component(service = OwnAccountResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/staff/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(OwnAccount.SCOPE)
public final class OwnAccountResource {
    private final OwnAccount account;

    @Activate
    public OwnAccountResource(@Reference OwnAccount account) {
        this.account = account;
    }

    /** A session. */
    record Session(String id, String begunAt, String lastUsed, String expiresAt, String browser, boolean current) {
        static Session of(OwnSession session) {
            return new Session(session.id(), session.begunAt().map(Instant::toString).orElse(null),
                    session.lastUsed().toString(), session.expiresAt().toString(), session.browser(), session.current());
        }
    }

    /** Who is logged in, and where. */
    record Sessions(String name, List<Session> sessions) {}

    /** A change of the password: the one until now, a code, and the new one. */
    record NewPassword(String password, String code, String newPassword) {
        @Override
        public String toString() {
            return "NewPassword[***]";
        }
    }

    /** Password and code once more. */
    record Again(String password, String code) {
        @Override
        public String toString() {
            return "Again[***]";
        }
    }

    /** A code of the new authenticator. */
    record Taken(String code) {
        @Override
        public String toString() {
            return "Taken[***]";
        }
    }

    @GET
    @Path("sessions")
    public Sessions sessions(@CookieParam(SessionAnswer.COOKIE) String token, @Context SecurityContext caller) {
        return new Sessions(Request.caller(caller).value(),
                account.sessions(Request.caller(caller), token).stream().map(Session::of).toList());
    }

    @DELETE
    @Path("sessions/{id}")
    public Map<String, String> end(@PathParam("id") String id, @Context SecurityContext caller) {
        account.endSession(Request.caller(caller), id);
        return Map.of("ended", id);
    }

    @POST
    @Path("sessions/end-others")
    public Map<String, Integer> endOthers(@CookieParam(SessionAnswer.COOKIE) String token,
            @Context SecurityContext caller) {
        return Map.of("ended", account.endOthers(Request.caller(caller), token));
    }

    /** All sessions end, and the answer brings a new one. */
    @PUT
    @Path("password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response password(NewPassword body, @HeaderParam(HttpHeaders.USER_AGENT) String browser,
            @Context SecurityContext caller) {
        return SessionAnswer.begun(account.changePassword(Request.caller(caller), secret(body.password()),
                text(body.code()), secret(body.newPassword()), text(browser)));
    }

    @POST
    @Path("authenticator")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> offer(Again body, @CookieParam(SessionAnswer.COOKIE) String token,
            @Context SecurityContext caller) {
        return Map.of("uri", new String(account.offerAuthenticator(Request.caller(caller), secret(body.password()),
                text(body.code()), token).reveal()));
    }

    /** All sessions end, and the answer brings a new one. */
    @PUT
    @Path("authenticator")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response take(Taken body, @CookieParam(SessionAnswer.COOKIE) String token,
            @HeaderParam(HttpHeaders.USER_AGENT) String browser, @Context SecurityContext caller) {
        return SessionAnswer
                .begun(account.takeAuthenticator(Request.caller(caller), text(body.code()), token, text(browser)));
    }

    private static Secret secret(String text) {
        return Secret.of(text(text).toCharArray());
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
