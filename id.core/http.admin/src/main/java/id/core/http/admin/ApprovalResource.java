package id.core.http.admin;

import id.api.access.Approvals;
import id.api.partner.RequiresScope;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsExtensionSelect;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** Requests that wait for a second person. Approving is asking for the very same: there is no address for it. */
@Component(service = ApprovalResource.class)
@JakartarsResource
@JakartarsExtensionSelect(Request.GATE)
@Path("/admin/v1/approvals")
@Produces(MediaType.APPLICATION_JSON)
public final class ApprovalResource {
    private final Approvals approvals;

    @Activate
    public ApprovalResource(@Reference Approvals approvals) {
        this.approvals = approvals;
    }

    /** A request. */
    record Open(String id, String action, String subject, String digest, String by, String since, String expiresAt) {
        static Open of(Approvals.OpenRequest open) {
            return new Open(open.id(), open.action(), open.subject(), open.digest(), open.by().value(),
                    open.since().toString(), open.expiresAt().toString());
        }
    }

    @GET
    @RequiresScope(value = "admin.approval.read", everywhere = true)
    public Map<String, List<Open>> list() {
        return Map.of("requests", approvals.open().stream().map(Open::of).toList());
    }

    @DELETE
    @Path("{id}")
    @RequiresScope(value = "admin.approval.write", everywhere = true)
    public Map<String, String> withdraw(@PathParam("id") String id, @Context SecurityContext caller) {
        approvals.withdraw(id, Request.caller(caller));
        return Map.of("withdrawn", id);
    }
}
