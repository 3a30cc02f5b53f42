package id.core.http.admin;

import id.api.access.StaffSessions;
import id.api.value.Secret;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * People log in and out here; open to everybody, since what is sent is the credential. The session lies in a cookie that
 * no script reads and no other site sends along.
 */
@Component(service = StaffLoginResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/staff/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class StaffLoginResource {
    private final StaffSessions sessions;

    @Activate
    public StaffLoginResource(@Reference StaffSessions sessions) {
        this.sessions = sessions;
    }

    /** Name, password, and the six digits that the authenticator shows. */
    record Login(String name, String password, String code) {
        @Override
        public String toString() {
            return "Login[***]";
        }
    }

    /** The first half of a first log-in. */
    record First(String name, String initialPassword) {
        @Override
        public String toString() {
            return "First[***]";
        }
    }

    /** The second half of a first log-in. */
    record Finish(String name, String initialPassword, String newPassword, String code) {
        @Override
        public String toString() {
            return "Finish[***]";
        }
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(Login body, @HeaderParam(HttpHeaders.USER_AGENT) String browser) {
        return SessionAnswer.begun(sessions.login(text(body.name()), secret(body.password()), text(body.code()), text(browser)));
    }

    /** Answers with what an authenticator scans. */
    @POST
    @Path("authenticator")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, String> authenticator(First body) {
        return Map.of("uri",
                new String(sessions.beginFirst(text(body.name()), secret(body.initialPassword())).reveal()));
    }

    @POST
    @Path("first-login")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response first(Finish body, @HeaderParam(HttpHeaders.USER_AGENT) String browser) {
        return SessionAnswer.begun(sessions.finishFirst(text(body.name()), secret(body.initialPassword()),
                secret(body.newPassword()), text(body.code()), text(browser)));
    }

    @POST
    @Path("logout")
    public Response logout(@CookieParam(SessionAnswer.COOKIE) String token) {
        sessions.logout(token);
        return SessionAnswer.ended();
    }

    private static Secret secret(String text) {
        return Secret.of(text(text).toCharArray());
    }

    static String text(String text) {
        return text == null ? "" : text;
    }
}
