package id.core.http.admin;

import id.api.access.StaffProvider;
import id.api.access.StaffProvider.Answer;
import id.api.access.StaffProvider.Begun;
import id.api.access.StaffSessions.StaffSession;
import id.api.error.GeneralError;
import id.api.error.IdentityException;
import id.api.partner.PartnerError;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/**
 * People log in at the OpenID Provider and come back from there; open to everybody. Sends browsers to the provider of
 * the settings and to the start page, and nowhere that a request names.
 */
@Component(service = ProviderLoginResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/staff/v1/provider")
public final class ProviderLoginResource {
    static final String COOKIE = "__Host-idem-login";
    /** Lax, where the cookie of the session is Strict: the browser comes from a page of the provider. */
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";
    private static final int LIFETIME_SECONDS = 600;
    /** What browsers say of a page that is not one of this server. */
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final StaffProvider provider;

    @Activate
    public ProviderLoginResource(@Reference StaffProvider provider) {
        this.provider = provider;
    }

    /** Where the provider knows the browser already, it asks nothing: so a page of another site must not begin a log-in. */
    @GET
    @Path("login")
    public Response login(@HeaderParam("Sec-Fetch-Site") String site) {
        if (site != null && FOREIGN.contains(site)) {
            throw new IdentityException(PartnerError.SITE_FOREIGN, "",
                    "A page of another site may not begin a log-in here: begin it at /login");
        }
        Begun begun = provider.begin();
        return to(begun.location()).header(HttpHeaders.SET_COOKIE, COOKIE + "=" + begun.ticket() + ATTRIBUTES + LIFETIME_SECONDS).build();
    }

    @GET
    @Path("callback")
    public Response callback(@Context UriInfo address, @CookieParam(COOKIE) String ticket,
            @HeaderParam(HttpHeaders.USER_AGENT) String browser) {
        MultivaluedMap<String, String> query = address.getQueryParameters();
        StaffSession session = provider.finish(ticket,
                new Answer(single(query, "state"), single(query, "code"), single(query, "iss")),
                StaffLoginResource.text(browser));
        return to(provider.startPage()).header(HttpHeaders.SET_COOKIE, SessionAnswer.cookie(session.token(), ""))
                .header(HttpHeaders.SET_COOKIE, COOKIE + "=" + ATTRIBUTES + 0).build();
    }

    /** An address with its host: to a path alone the library would add whatever host the request names. */
    private static Response.ResponseBuilder to(URI location) {
        return Response.seeOther(location);
    }

    private static String single(MultivaluedMap<String, String> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new IdentityException(GeneralError.MALFORMED, name, name + " is given more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
